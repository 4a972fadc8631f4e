import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Client } from '@temporalio/client';

/** How a workflow is started where it does not run. */
interface Beginning {
  type: string;
  workflowId: string;
  args: [object];
  taskQueue: string;
  staticSummary: string;
}

/**
 * Sends a workflow an update, and starts it where it does not run, in one step. A module of its own: whoever gives no order, as an API
 * that is only read, need not load Temporal's client.
 *
 * @returns what the update answers
 * @throws what Temporal says
 */
export function updateWithStart<Answer>(
  client: Client,
  update: string,
  { type, ...beginning }: Beginning,
): Promise<Answer> {
  const startWorkflowOperation = new WithStartWorkflowOperation(type, {
    ...beginning,
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return client.workflow.executeUpdateWithStart<() => Promise<void>, Answer, []>(update, {
    startWorkflowOperation: startWorkflowOperation as never,
  });
}
