import type { Client } from '@temporalio/client';
import { taskQueues } from '../../workflows/contract.ts';
import { isAlreadyStarted } from './temporal-errors.ts';

/** What a start says beside the type of its workflow. */
export interface Start {
  workflowId: string;
  args: [object];
  /** The line that Temporal's UI shows beside it. */
  staticSummary: string;
}

/**
 * Starts a workflow on the product's task queue, unless one of that id runs.
 *
 * @returns false when one runs already, with whatever input it was started
 * @throws what Temporal says
 */
export async function startUnlessRunning(client: Client, type: string, start: Start): Promise<boolean> {
  try {
    await client.workflow.start(type, {
      ...start,
      taskQueue: taskQueues.repometer,
      workflowIdConflictPolicy: 'FAIL',
    });
    return true;
  } catch (error) {
    if (isAlreadyStarted(error)) return false;
    throw error;
  }
}
