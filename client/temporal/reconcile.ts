import type { Client } from '@temporalio/client';
import { reconcileSchedule, reconcileWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { ReconcileRepositoryInput } from '../../workflows/contract.ts';

/** What a comparison has found. */
export interface Reconciled {
  repositories: number;
  changed: number;
  failures: string[];
  /** Sentences about what was not compared, and why; an older worker tells none. */
  leftOut?: string[];
}

type Order = Partial<Pick<ReconcileRepositoryInput, 'back' | 'whole'>>;

/**
 * Runs one comparison with GitHub to its end, or joins the one that runs.
 *
 * @param repository null for all of them
 * @throws what made the workflow fail
 */
export function reconcile(client: Client, repository: string | null, order: Order): Promise<Reconciled> {
  return client.workflow.execute<(input: unknown) => Promise<Reconciled>>(workflowTypes.reconcileRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: repository === null ? reconcileSchedule.workflowId : reconcileWorkflowId(repository),
    args: [{ ...order, ...(repository === null ? {} : { repository }) }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `${repository ?? 'All repositories'} compared with GitHub`,
  });
}
