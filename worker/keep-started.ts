import { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Pool } from 'pg';
import { runSql } from '../sql/query.ts';
import { loopSummary, syncWorkflowId, taskQueues, workflowTypes } from '../workflows/contract.ts';
import { parseRepositoryName } from '../workflows/inputs/repository-name.ts';

/**
 * Starts the loops of `REPOMETER_REPOSITORIES` that do not run; those that run are left alone, and no owner's
 * loop stops them from now on.
 *
 * @throws Error with a sentence for a malformed name
 */
export async function keepStarted(
  db: Pool,
  connection: NativeConnection,
  namespace: string,
  names: string[],
): Promise<void> {
  const client = new Client({ connection, namespace });
  const repositories = names.map(parseRepositoryName);
  await Promise.all(
    repositories.map((repository) =>
      client.workflow.start(workflowTypes.syncRepository, {
        taskQueue: taskQueues.repometer,
        workflowId: syncWorkflowId(repository),
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [{ repository }],
        staticSummary: loopSummary(repository),
      }),
    ),
  );
  for (const repository of repositories) {
    await runSql(db, 'sync/adopt_loop', { workflow_id: syncWorkflowId(repository) });
  }
}
