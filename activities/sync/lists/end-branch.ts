import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import { gapNames } from '../queue/gap-names.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { finishWalk } from './finish-walk.ts';
import type { Window } from './windows.ts';

/** How far a walk over commits has come. */
export interface Walked {
  changed: number;
  /** Commits that are stored of the branch. */
  rows: number;
}

/** The gap of commits that are newer than the newest that comes. */
export const headGap = (sha: string | null) => gapNames.newerThan(sha ?? '');

/**
 * Ends a walk over commits.
 *
 * @param isCompared what the walk has not seen has left the branch
 * @param isWhole it has read the branch to its end, and not just what is newer than the base
 */
export async function finishBranch(
  slice: ListSlice,
  window: Window,
  { changed, rows, isCompared, isWhole }: Walked & { isCompared: boolean; isWhole: boolean },
): Promise<Outcome> {
  const ended = { ...window, isPass: window.isPass && isCompared };
  await inTransaction(slice.deps.db, async (db) => {
    // The number of commits came with the head: fewer of them are a gap.
    const githubTotal = window.probeLastPage;
    const gap = isWhole ? null : headGap(window.baseSha);
    await finishWalk(db, slice, { window: ended, answeredAt: window.startedAt, githubTotal, gap });
    if (window.isPass && !isCompared) await runSql(db, 'sync/forget_seen', slice.key);
  });
  return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
}

/**
 * The branch was rewritten: the walk is given up, and the next slice reads the branch from its present head.
 *
 * @param failures 0 where GitHub has only failed to compare
 * @throws TransportError when that happens again and again without a page in between: then Temporal waits
 */
export async function rescan(
  { deps, key, input, row }: ListSlice,
  { windowKey }: Window,
  failures = 1,
): Promise<Outcome> {
  const values = { ...key, window_key: windowKey, failures };
  const [dropped] = await runSql<{ attempts: number }>(deps.db, 'sync/drop_walk', values);
  if (failures > 0 && (dropped?.attempts ?? 0) >= input.transientAttempts) {
    throw new TransportError('GitHub shows a head of the branch whose commits it does not give.');
  }
  return { kind: 'more', changed: 0, rows: row.rowsStored };
}
