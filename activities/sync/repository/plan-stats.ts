import type { ResourceRow } from '../slice/resource-row.ts';

/** Whether to ask for the statistics in this cycle, and with how many requests. */
export type StatsPlan = { isDue: false } | { isDue: true; attemptsBefore: number; attempts: number };

interface StatsPolicy {
  /** `pushed_at` of the repository: statistics change with the default branch alone. */
  sourceVersion: string | null;
  statsEveryMs: number;
  statsAttempts: number;
  /** A person asked for the cycle. */
  isUrgent: boolean;
}

/**
 * Statistics cost GitHub a computation: they are asked at most daily and only when something was pushed. A series of
 * requests that was interrupted goes on; one that found no end is followed by one request a cycle, and by a full series
 * when a day has passed. Where its answers were not believed, the next one waits for the time that is told, or for a person.
 */
export function planStats(row: ResourceRow, policy: StatsPolicy): StatsPlan {
  const full: StatsPlan = { isDue: true, attemptsBefore: 0, attempts: policy.statsAttempts };
  const isRecent = row.seriesAgeMs !== null && row.seriesAgeMs < policy.statsEveryMs;
  if (row.state === 'stats_pending') {
    const left = policy.statsAttempts - row.attempts;
    if (left > 0) return { isDue: true, attemptsBefore: row.attempts, attempts: left };
    if (row.waitMs !== null && !policy.isUrgent) return { isDue: false };
    return isRecent ? { isDue: true, attemptsBefore: row.attempts, attempts: 1 } : full;
  }
  if (row.refusedMs !== null) return { isDue: false };
  if (row.state !== 'ok' && row.state !== 'empty') return full;
  if (isRecent || row.sourceVersion === policy.sourceVersion) return { isDue: false };
  return full;
}
