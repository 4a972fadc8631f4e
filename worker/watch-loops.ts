import { Client, WorkflowNotFoundError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { runSql } from '../sql/query.ts';
import { loopTypes } from '../workflows/contract.ts';
import { countBacklogs } from './count-backlogs.ts';

const minuteMs = 60_000;

interface WatchedLoop {
  workflow_id: string;
  changed_at: string;
}

/**
 * Looks each minute whether a loop has ended that nobody removed: terminated in the UI, or in a batch. Such a workflow cannot say so
 * itself any more, and its last words in Postgres were that all is well. What waits in the task queues is counted in the same look.
 *
 * @param everyMs between the beginnings of two looks
 * @returns ends it, when it has looked
 */
export function watchLoops(
  db: Pool,
  connection: NativeConnection,
  namespace: string,
  log: Logger,
  everyMs = minuteMs,
): () => Promise<void> {
  const client = new Client({ connection, namespace });
  let look = Promise.resolve();
  const lookAgain = () => {
    look = look
      .then(() => noteEnded(db, client))
      .catch((error: unknown) => log.warn({ err: error }, 'loops could not be compared with Temporal'))
      .then(() => countBacklogs(db, client))
      .catch((error: unknown) => log.warn({ err: error }, 'what waits in the task queues could not be counted'));
  };
  lookAgain();
  const timer = setInterval(lookAgain, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return look;
  };
}

async function noteEnded(db: Pool, client: Client): Promise<void> {
  const loops = await runSql<WatchedLoop>(db, 'sync/loops_to_watch', { kinds: loopTypes });
  if (loops.length === 0) return;
  const running = new Set<string>();
  const query = `ExecutionStatus = 'Running' and WorkflowType in ('${loopTypes.join("', '")}')`;
  for await (const { workflowId } of client.workflow.list({ query })) running.add(workflowId);
  for (const loop of loops.filter(({ workflow_id: id }) => !running.has(id))) {
    const how = await endOf(client, loop.workflow_id);
    // A loop that was started again meanwhile has changed its row.
    if (how !== null) await runSql(db, 'sync/note_ended', { ...loop, reason: how });
  }
}

/** @returns how a workflow has ended, a sentence; null while it runs: what Temporal lists is a moment old */
async function endOf(client: Client, workflowId: string): Promise<string | null> {
  try {
    const { status, closeTime } = await client.workflow.getHandle(workflowId).describe();
    if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return null;
    const how = status.name.toLowerCase().replaceAll('_', ' ');
    return `Its workflow is ${how}${closeTime ? ` since ${closeTime.toISOString()}` : ''}, so nobody keeps it.`;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'Its workflow does not exist any more, so nobody keeps it.';
    throw error;
  }
}
