import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { refutedGap } from '../queue/refute-list.ts';
import { nextLookMs } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { takenOver } from './advance-walk.ts';
import { endPass } from './end-pass.ts';
import type { Window } from './windows.ts';

/**
 * Whether the rows stored contradict the number of pages that the probe was told: then GitHub's count is asked for.
 * Within the same page the two agree as far as a page count can tell.
 */
export function needsExactTotal({ begin }: Pick<ListSlice, 'begin'>, walk: Window, rows: number): boolean {
  if (begin !== null) return walk.since === begin;
  if (walk.probeLastPage === null) return false;
  return Math.ceil(rows / 100) !== walk.probeLastPage;
}

interface Finish {
  /** With its step after the last page. */
  window: Window;
  /** When GitHub gave the answer that proves the list complete, ISO. */
  answeredAt: string;
  /** GitHub's own count; null: the probe's page count agrees with the rows stored. */
  githubTotal: number | null;
  /** How far back a pass can tell what is absent, of a list that was cut off; otherwise as far as the walk went. */
  reach?: string | null;
  /** The whole list came in one answer, so a row that it does not show is gone. */
  isOneAnswer?: boolean;
  /** The one gap that the walk answers for; null: all between its bounds. */
  gap?: string | null;
}

/**
 * Ends a walk in one transaction: marks, ETag, run, what follows it, what it did not show, and whether anything is missing.
 *
 * @returns rows that the whole walk, in all its slices, has changed
 * @throws Error when another worker has moved this walk on, or ended it: then this one's transaction must not count
 */
export async function finishWalk(db: PoolClient, slice: ListSlice, finish: Finish): Promise<number> {
  const { input, list, subject, key } = slice;
  const { window, answeredAt } = finish;
  const proof = { ...key, answered_at: answeredAt, lag_seconds: input.lagMs / 1000 };
  // Before any row is marked: a rebuild of the subject comes before or after, never in between.
  await runSql(db, 'raw/share_subject', { subject_kind: subject.kind, subject_id: subject.id });
  const [walk] = await runSql<{ changed: number }>(db, 'sync/finish_walk', {
    ...proof,
    github_total: finish.githubTotal,
    followers: slice.followers,
    wait_seconds: nextLookMs(slice) / 1000,
    expected_step: window.step,
  });
  if (!walk) throw new Error(takenOver);
  await runSql(db, 'sync/prove_complete', {
    ...proof,
    begin_at: window.beginAt,
    bound_at: window.until,
    complete_with: null,
  });
  await runSql(db, 'sync/close_passed', {
    ...key,
    gap: finish.gap ?? null,
    // Of a list that knows no times all is read, or the one gap is named.
    begin_at: list.timeMember === null ? null : window.beginAt,
    bound_at: window.until,
  });
  if (window.isPass) await endPass(db, slice, { ...finish, since: finish.reach ?? window.since });
  if (list.isOfNumber) await runSql(db, 'sync/want_parents', key, namesOfTable(list));
  if (list.apply) await runSql(db, list.apply, { repository_id: subject.id });
  // A walk between the bounds of a gap has not asked what the whole list shows.
  if (window.until === null) await runSql(db, 'doubt/end', { ...key, gap: refutedGap });
  await runSql(db, 'sync/settle_gap', { ...key, found_at: answeredAt });
  return walk.changed;
}
