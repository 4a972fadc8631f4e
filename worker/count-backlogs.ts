import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { readBacklogs } from '../client/temporal/read-backlogs.ts';
import { runSql } from '../sql/query.ts';

/** Stores how far behind the task queues are, for `report.task_queues`: a request and a row for each of the few queues. */
export async function countBacklogs(db: Pool, client: Client): Promise<void> {
  const backlogs = await readBacklogs(client);
  await runSql(db, 'sync/record_backlogs', {
    task_queues: backlogs.map(({ taskQueue }) => taskQueue),
    kinds: backlogs.map(({ kind }) => kind),
    waiting: backlogs.map(({ waiting }) => waiting),
    oldest_seconds: backlogs.map(({ oldestSeconds }) => oldestSeconds),
  });
}
