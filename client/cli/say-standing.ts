import type { Client } from '@temporalio/client';
import { readReport } from '../reports/read-report.ts';
import { asRecords } from '../reports/table.ts';
import { explainTemporal } from '../temporal/explain-temporal.ts';
import { commandOf } from '../temporal/loop-name.ts';
import type { KnownLoop, LoopTrouble } from '../temporal/loop-troubles.ts';
import type { Context } from './context.ts';
import { readDatabase } from './databases.ts';
import { findHome } from './find-home.ts';
import { withTemporal } from './with-temporal.ts';

type Standing = Pick<LoopTrouble, 'found' | 'advice'>;

/** Loops that somebody keeps or ought to keep, from Postgres. @param subject a repository or an owner; undefined for all */
export async function readKnownLoops(context: Context, subject?: string): Promise<KnownLoop[]> {
  const table = await readDatabase(context, (db) => readReport(db, 'loops'));
  const isMeant = (row: { subject?: string | null }) => row.subject?.toLowerCase() === subject?.toLowerCase();
  return asRecords(table)
    .filter((row) => row.state !== 'renamed' && (subject === undefined || isMeant(row)))
    .map((row) => ({
      workflowId: String(row.workflow_id),
      name: String(row.subject),
      command: commandOf(String(row.kind)),
      isOverdue: row.state === 'overdue',
    }));
}

/**
 * Says what Temporal knows and Postgres does not: loops that have ended or cannot go on, workflows that wait for a worker of a
 * build that is gone, how far behind the task queues are, and how far backfills. Where Temporal does not answer, it says that nothing is looked at.
 *
 * @param subject only this repository or owner; undefined for all
 */
export async function sayStanding(context: Context, subject?: string): Promise<void> {
  const loops = await readKnownLoops(context, subject);
  if (loops.length === 0) return;
  const standing = await withTemporal(context, ({ client }) => readStanding(client, loops, subject)).catch(
    (error: unknown) => {
      const { temporal, home } = findHome(context);
      // A Temporal that runs and does not answer is told as such.
      if (temporal.external || context.local.readRunFile(home))
        return [{ found: explainTemporal(error) ?? (error as Error).message, advice: '' }];
      return [{ found: 'Repometer does not run, so nothing is looked at now.', advice: '"npm start" goes on.' }];
    },
  );
  for (const { found, advice } of standing) context.output.say(`${found} ${advice}`.trim());
}

async function readStanding(client: Client, loops: KnownLoop[], subject: string | undefined): Promise<Standing[]> {
  const [{ readWorkerBuilds, tellStanding }, { readLoopTroubles }, { hasWorker }, backlogs, backfills] =
    await Promise.all([
      import('../temporal/worker-builds.ts'),
      import('../temporal/loop-troubles.ts'),
      import('../temporal/require-worker.ts'),
      import('../temporal/read-backlogs.ts'),
      import('../temporal/running-backfills.ts'),
    ]);
  const [builds, troubles, isWorked, waiting] = await Promise.all([
    readWorkerBuilds(client),
    readLoopTroubles(client, loops),
    hasWorker(client),
    backlogs.readBacklogs(client),
  ]);
  const none = { found: 'No worker runs, so nothing is looked at now.', advice: 'Start one with "repometer worker".' };
  const filled = await backfills.tellRunningBackfills(client, subject, isWorked);
  const behind = backlogs.tellBacklogs(waiting);
  return [
    ...(isWorked ? [] : [none]),
    ...(builds?.standing.map(tellStanding) ?? []),
    ...troubles,
    ...filled.map((found) => ({ found, advice: '' })),
    ...(behind === null ? [] : [{ found: behind, advice: '' }]),
  ];
}
