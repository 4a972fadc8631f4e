import { takenOver } from './advance-walk.ts';
import { runSql } from '../../../sql/query.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import type { Reply } from '../../github/ask.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { finishBranch, rescan } from './end-branch.ts';
import type { Walked } from './end-branch.ts';
import { walkPages } from './walk-pages.ts';
import type { PagesStop, PagesWalk } from './walk-pages.ts';
import type { Window } from './windows.ts';

/** A comparison is asked so often; some GitHub makes never ("this diff is taking too long"), and the list has the same commits. */
const mostTries = 2;

/** Statuses that say something of the token or of the repository; all others are about the comparison alone. */
const general = [401, 403, 451];

/** Whether a walk compares two heads of the branch; one that was told from a list goes on as such. */
export const isComparison = ({ windowKey, baseSha }: Window) => windowKey === 'branch' && baseSha !== null;

/**
 * Reads the commits between the known head and a new one. Where the known one is no ancestor any more, the branch is read anew;
 * where GitHub does not give the comparison, or fewer commits than it counts, the list of commits is read in its place.
 */
export async function compareCommits(slice: ListSlice, window: Window): Promise<Outcome> {
  const { row, urls } = slice;
  // The pass reads all that the comparison would.
  if (row.isPassWanted) return rescan(slice, window, 0);
  const walk = {
    slice,
    window,
    firstUrl: `${urls.subject}/compare/${window.baseSha}...${window.headSha}?per_page=100`,
    isLast: ({ next, answer }: { next: string | null; answer: Answer }) => next === null || !isAhead(answer),
    // The list of the branch may come where a comparison does not.
    gapOf: null,
    changed: 0,
    rows: row.rowsStored,
  };
  const stop = await walkUnlessFailing(walk);
  if (stop === null) return listInstead(walk);
  switch (stop.kind) {
    case 'limited':
      return limitedOutcome(slice, stop.limit, walk.changed, walk.rows);
    case 'over':
      return { kind: 'more', changed: walk.changed, rows: walk.rows };
    case 'unreadable':
      return listInstead(walk);
    case 'refused':
      return refusedAt(walk, stop.reply);
    case 'end':
      if (!isAhead(stop.page.answer)) return rescan(slice, window);
      if (await isShort(walk, stop.page.answer)) return listInstead(walk);
      return finishBranch(slice, window, { changed: walk.changed, rows: walk.rows, isCompared: false, isWhole: false });
  }
}

/** @returns null where GitHub has failed to answer for the last time */
async function walkUnlessFailing(walk: PagesWalk): Promise<PagesStop | null> {
  const { attempt, input } = walk.slice;
  try {
    return await walkPages(walk);
  } catch (error) {
    const isLast = attempt >= Math.min(mostTries, input.transientAttempts);
    if (error instanceof TransportError && isLast) return null;
    throw error;
  }
}

function refusedAt(
  { slice, window, changed, rows }: PagesWalk,
  { verdict, answer }: Reply,
): Promise<Outcome> | Outcome {
  if (verdict.kind !== 'refused') return listInstead({ slice, window, changed, rows });
  // One end of the comparison is not to be reached any more, most likely.
  if (!general.includes(answer.status)) return rescan(slice, window);
  return refusedOutcome(slice, verdict, changed, rows);
}

/** Whether the branch only went on: then the commits of a comparison are all that is new. */
function isAhead(answer: Answer): boolean {
  const { status } = parseAs(answer, 'a comparison', isObject);
  return status === 'ahead' || status === 'identical';
}

/**
 * Whether commits lack: GitHub says how many a comparison stands for, and how many the branch has. The latter is not asked
 * about where a gap says so already: the list was read for it, and did not help.
 */
async function isShort({ slice, window, rows }: PagesWalk, answer: Answer): Promise<boolean> {
  const { total_commits: total } = parseAs(answer, 'a comparison', isObject);
  if (typeof total === 'number' && window.rowsShown < total) return true;
  if (window.probeLastPage === null || rows >= window.probeLastPage) return false;
  const [known] = await runSql<{ is_open: boolean }>(slice.deps.db, 'doubt/has_gap', { ...slice.key, gap: 'total' });
  return !known?.is_open;
}

async function listInstead({
  slice,
  window,
  changed,
  rows,
}: Walked & Pick<PagesWalk, 'slice' | 'window'>): Promise<Outcome> {
  const { windowKey, step } = window;
  const values = { ...slice.key, window_key: windowKey, expected_step: step };
  const moved = await runSql<{ window_key: string }>(slice.deps.db, 'sync/list_branch', values);
  if (moved.length === 0) throw new Error(takenOver);
  return { kind: 'more', changed, rows };
}
