import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { Answer } from '../github/answer.ts';
import type { Slice } from './slice.ts';
import type { Window } from './windows.ts';

/**
 * Whether the rows stored contradict the number of pages that the probe was told: then GitHub's count is asked for.
 * Within the same page the two agree as far as a page count can tell.
 */
export function needsExactTotal(walk: Window, rows: number, from: string | null): boolean {
  if (from !== null) return walk.since === `${from}T00:00:00Z`;
  if (walk.probeLastPage === null) return false;
  return Math.ceil(rows / 100) !== walk.probeLastPage;
}

interface Finish {
  /** The answer that proved the list's end. */
  answer: Answer;
  /** GitHub's own count; null: the probe's page count agrees with the rows stored. */
  githubTotal: number | null;
}

/** Ends a walk in one transaction: marks, ETag, run, and whether anything is missing. */
export async function finishWalk(db: PoolClient, slice: Slice, { answer, githubTotal }: Finish): Promise<void> {
  const { input } = slice;
  const key = { repository_id: input.repositoryId, resource: input.resource };
  const answeredAt = new Date(answer.date).toISOString();
  await runSql(db, 'sync/finish_walk', {
    ...key,
    answered_at: answeredAt,
    ended_at: answeredAt,
    lag_seconds: input.lagMs / 1000,
    complete_from: input.from,
    github_total: githubTotal,
    next_try_at: new Date(Date.now() + input.everyMs).toISOString(),
  });
  await runSql(db, 'sync/settle_gap', { ...key, found_at: answeredAt });
}
