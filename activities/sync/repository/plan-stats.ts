import type { ResourceRow } from '../slice/resource-row.ts';

/** Whether to ask for the statistics in this cycle, and with how many requests. */
export type StatsPlan = { isDue: false } | { isDue: true; attemptsBefore: number; attempts: number };

interface StatsPolicy {
  /** `pushed_at` of the repository: statistics change with the default branch alone. */
  sourceVersion: string | null;
  statsEveryMs: number;
  statsAttempts: number;
  nowMs: number;
}

/**
 * Statistics cost GitHub a computation: they are asked at most daily and only when something was pushed. A series of
 * requests that was interrupted goes on; one that found no end is followed by one request a cycle, and by a full series
 * when a day has passed.
 */
export function planStats(row: ResourceRow, policy: StatsPolicy): StatsPlan {
  const full: StatsPlan = { isDue: true, attemptsBefore: 0, attempts: policy.statsAttempts };
  const isRecent = row.seriesStartedMs !== null && policy.nowMs - row.seriesStartedMs < policy.statsEveryMs;
  if (row.state === 'stats_pending') {
    const left = policy.statsAttempts - row.attempts;
    if (left > 0) return { isDue: true, attemptsBefore: row.attempts, attempts: left };
    return isRecent ? { isDue: true, attemptsBefore: row.attempts, attempts: 1 } : full;
  }
  const isRefused =
    row.nextTryMs !== null && row.nextTryMs > policy.nowMs && !['ok', 'empty', 'limited'].includes(row.state);
  if (isRefused) return { isDue: false };
  if (row.state !== 'ok' && row.state !== 'empty') return full;
  if (isRecent || row.sourceVersion === policy.sourceVersion) return { isDue: false };
  return full;
}
