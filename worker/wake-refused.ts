import { Client, WorkflowNotFoundError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Pool } from 'pg';
import { runSql } from '../sql/query.ts';
import { messages } from '../workflows/contract.ts';

/**
 * Tells the loops that wait for what another credential was refused to try at once; those of a credential that was not changed wait
 * on.
 *
 * @param credential how the names of what requests are charged to begin
 */
export async function wakeRefused(
  db: Pool,
  connection: NativeConnection,
  namespace: string,
  credential: string,
): Promise<void> {
  const client = new Client({ connection, namespace });
  const loops = await runSql<{ workflow_id: string }>(db, 'sync/loops_to_wake', { credential });
  for (const { workflow_id: id } of loops) {
    await client.workflow
      .getHandle(id)
      .signal(messages.tryAgain)
      .catch((error: unknown) => {
        // It was terminated, and its row stayed.
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
  }
}
