import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { followers } from '../../../workflows/contract.ts';
import type { Resource } from '../../../workflows/contract.ts';
import { endPass } from './end-pass.ts';
import { beginning, nextTryAt } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Window } from './windows.ts';

/**
 * Whether the rows stored contradict the number of pages that the probe was told: then GitHub's count is asked for.
 * Within the same page the two agree as far as a page count can tell.
 */
export function needsExactTotal(walk: Window, rows: number, from: string | null): boolean {
  if (from !== null) return walk.since === beginning(from);
  if (walk.probeLastPage === null) return false;
  return Math.ceil(rows / 100) !== walk.probeLastPage;
}

interface Finish {
  window: Window;
  /** When GitHub gave the answer that proves the list complete, ISO. */
  answeredAt: string;
  /** GitHub's own count; null: the probe's page count agrees with the rows stored. */
  githubTotal: number | null;
  /** What the rows belong to: the commit at the head of the branch. */
  sourceVersion?: string;
  /** The whole list came in one answer, so a row that it does not show is gone. */
  isOneAnswer?: boolean;
}

const followersOf = followers as Partial<Record<Resource, readonly Resource[]>>;

/** What a catalogue tells of issues whose `updated_at` GitHub does not move for it. */
const applied: Partial<Record<Resource, string>> = {
  labels: 'stage/apply_labels',
  milestones: 'stage/apply_milestones',
};

/**
 * Ends a walk in one transaction: marks, ETag, run, what follows it, what it did not show, and whether anything is missing.
 *
 * @returns rows that the whole walk, in all its slices, has changed
 */
export async function finishWalk(db: PoolClient, slice: ListSlice, finish: Finish): Promise<number> {
  const { input } = slice;
  const { window, answeredAt } = finish;
  const key = { repository_id: input.repositoryId, resource: input.resource };
  // Before any row is marked: a rebuild of the repository comes before or after, never in between.
  await runSql(db, 'raw/share_repository', { repository_id: input.repositoryId });
  const [walk] = await runSql<{ changed: number }>(db, 'sync/finish_walk', {
    ...key,
    answered_at: answeredAt,
    ended_at: answeredAt,
    lag_seconds: input.lagMs / 1000,
    complete_from: input.from,
    github_total: finish.githubTotal,
    source_version: finish.sourceVersion ?? null,
    followers: followersOf[input.resource] ?? [],
    next_try_at: nextTryAt(slice),
  });
  if (window.isPass) await endPass(db, slice, finish);
  const apply = applied[input.resource];
  if (apply) await runSql(db, apply, { repository_id: input.repositoryId });
  await runSql(db, 'sync/settle_gap', { ...key, found_at: answeredAt });
  return walk?.changed ?? 0;
}
