import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { DatabaseActivities, GitHubActivities } from '../activities/index.ts';
import { taskQueues, transientBackoffLimit } from './contract.ts';
import type { Waits } from './contract.ts';
import { milliseconds } from './duration.ts';

// A slice is bounded to seconds; requests give up after 30 s; a killed worker is noticed by its missing heartbeat.
const slice = { taskQueue: taskQueues.github, startToCloseTimeout: '5m', heartbeatTimeout: '15s' } as const;

/** Reading a repository and its lists: retried with growing waits, then it is the next cycle's turn. */
export function githubActivities({ transientRetry, transientAttempts }: Waits) {
  return proxyActivities<GitHubActivities>({
    ...slice,
    retry: {
      initialInterval: milliseconds(transientRetry, 'transientRetry'),
      backoffCoefficient: 2,
      maximumInterval: milliseconds(transientRetry, 'transientRetry') * transientBackoffLimit,
      maximumAttempts: transientAttempts,
    },
  });
}

/** Statistics that GitHub computes on demand: an even wait, as many requests as the series has left. */
export function statsActivities({ statsRetry }: Waits, attempts: number) {
  return proxyActivities<GitHubActivities>({
    ...slice,
    retry: {
      initialInterval: milliseconds(statsRetry, 'statsRetry'),
      backoffCoefficient: 1,
      maximumAttempts: attempts,
    },
  });
}

/** Work in our own Postgres: it comes back, so these never give up. */
export const databaseActivities = proxyActivities<DatabaseActivities>({
  taskQueue: taskQueues.repometer,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

type Momentary = Pick<DatabaseActivities, 'planRest'>;

const moment = { startToCloseTimeout: '5s', retry: { initialInterval: '500ms', maximumAttempts: 3 } } as const;

/** What a cycle asks of Postgres for a moment; it may do without. */
export const momentaryActivities = proxyActivities<Momentary>({
  ...moment,
  taskQueue: taskQueues.repometer,
  scheduleToCloseTimeout: '30s',
});

/**
 * The same as a local activity, as runs asked that began before: its end may be heard after that of an activity which ended later, while
 * a replay hears it first, and then does other things than were done.
 */
export const localActivities = proxyLocalActivities<Momentary>({ ...moment, scheduleToCloseTimeout: '10s' });
