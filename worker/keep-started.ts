import { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { syncWorkflowId, taskQueues, workflowTypes } from '../workflows/contract.ts';
import { parseRepositoryName } from '../workflows/inputs/repository-name.ts';

/**
 * Starts the loops of `REPOMETER_REPOSITORIES` that do not run; those that run are left alone.
 *
 * @throws Error with a sentence for a malformed name
 */
export async function keepStarted(connection: NativeConnection, namespace: string, names: string[]): Promise<void> {
  const client = new Client({ connection, namespace });
  const repositories = names.map(parseRepositoryName);
  await Promise.all(
    repositories.map((repository) =>
      client.workflow.start(workflowTypes.syncRepository, {
        taskQueue: taskQueues.repometer,
        workflowId: syncWorkflowId(repository),
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [{ repository }],
      }),
    ),
  );
}
