import type { Client } from '@temporalio/client';
import { kpisWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { ComputeKpisInput } from '../../workflows/contract.ts';
import { isAlreadyStarted } from './temporal-errors.ts';

/** A computation that has ended. */
export interface Computation {
  workflowId: string;
  /** Of a long one each run goes on with the next. */
  firstRunId: string;
}

/** Workflow id of a computation for all repositories that a person ordered. */
const allWorkflowId = 'kpis/all';

/**
 * Runs one computation from its start to its end. One that runs already may have begun before the newest rows came, so
 * it is waited for, never joined.
 *
 * @param repository undefined for all of them
 * @returns the workflow that did it
 * @throws what made the workflow fail
 */
export async function computeKpis(
  client: Client,
  repository: string | undefined,
  order: Partial<Omit<ComputeKpisInput, 'repositories'>> = {},
): Promise<Computation> {
  const workflowId = repository === undefined ? allWorkflowId : kpisWorkflowId(repository);
  for (;;) {
    try {
      const handle = await client.workflow.start(workflowTypes.computeKpis, {
        taskQueue: taskQueues.repometer,
        workflowId,
        args: [{ ...order, repositories: repository === undefined ? [] : [repository] }],
        workflowIdConflictPolicy: 'FAIL',
        staticSummary: repository === undefined ? 'KPIs of all repositories' : `KPIs of ${repository}`,
      });
      await handle.result();
      return { workflowId, firstRunId: handle.firstExecutionRunId };
    } catch (error) {
      if (!isAlreadyStarted(error)) throw error;
    }
    // How the other one ends is its own matter.
    await client.workflow
      .getHandle(workflowId)
      .result()
      .catch(() => undefined);
  }
}
