import { inTransaction } from '../../../sql/db.ts';
import { PoorAnswerError } from '../../github/answer.ts';
import { lastPage, parseLink } from '../../github/link.ts';
import type { Reply } from '../../github/ask.ts';
import { dueGaps, tryGaps } from '../queue/due-gaps.ts';
import { recordPassed } from '../queue/pass-rows.ts';
import { noList } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { askHead } from './ask-head.ts';
import { compareCommits, isComparison } from './compare-commits.ts';
import { finishBranch, headGap } from './end-branch.ts';
import { expectRows, rowsOfPages } from './expect-rows.ts';
import { listCommits } from './list-commits.ts';
import { proveUnchanged } from './prove-unchanged.ts';
import { answeredAt, insertWindow, openWindow, purposeOf } from './windows.ts';
import type { Window } from './windows.ts';

/**
 * Keeps the commits of the default branch: all of them once, from a head that does not move while they are read, then
 * those that came since the last head. Where that head is no ancestor any more (a force-push), all are read again, and
 * those that the branch has lost are marked.
 *
 * @param window the walk under way, where there is one
 */
export async function readCommits(slice: ListSlice, window: Window | undefined): Promise<Outcome> {
  if (window) return walkOn(slice, window);
  const { row } = slice;
  const isWanted = slice.isFirstLoad || row.isPassWanted;
  const gaps = isWanted ? [] : await dueGaps(slice);
  // What lacks behind the known head is in the comparison with it.
  const isAnew = isWanted || gaps.some(({ gap }) => gap !== headGap(row.headSha));
  const found = await askHead(slice, { isAnew });
  if (found.kind === 'limited') return limitedOutcome(slice, found.limit, 0, row.rowsStored);
  if (found.kind === 'unchanged') return proveUnchanged(slice, found.reply);
  if (found.kind === 'refused') {
    const { verdict } = found.reply;
    if (verdict.kind !== 'refused') throw noList(found.reply);
    return refusedOutcome(slice, verdict, 0, row.rowsStored);
  }
  const { head, reply, error } = found;
  if (head === null && reply.verdict.kind === 'ok') {
    throw new PoorAnswerError('GitHub answered 200 to the commits of the default branch with none.');
  }
  // Of a branch whose newest commits do not come the count says more than the walk can read.
  const total = head === null || error !== null ? null : totalOf(slice, reply);
  const begun = beginWalk(slice, reply, { head, total, base: isAnew ? null : row.headSha });
  await inTransaction(slice.deps.db, async (db) => {
    await insertWindow(db, slice, begun, reply);
    await expectRows(db, slice, isComparison(begun) || begun.isPass ? null : rowsOfPages(slice, reply));
    await tryGaps(db, slice, gaps);
    if (error) await recordPassed(db, slice, { gap: headGap(head), at: null, isNewestFirst: false, error });
  });
  if (!isSettled(begun)) return walkOn(slice, begun);
  return finishBranch(slice, begun, {
    changed: 0,
    rows: row.rowsStored,
    isCompared: false,
    isWhole: begun.baseSha === null,
  });
}

/** How many commits the branch has: with one a page, the number of the last; null where GitHub does not tell. */
function totalOf({ begin }: ListSlice, { answer }: Reply): number | null {
  const { link } = answer.headers;
  // What a load that begins at a date has left out is counted there, too.
  if (begin !== null) return null;
  return parseLink(link).next === null ? 1 : lastPage(link);
}

/**
 * From a known head to a new one, or everything below the new one.
 *
 * @param head null: the repository is empty
 */
function beginWalk(
  slice: ListSlice,
  reply: Reply,
  { head, total, base }: { head: string | null; total: number | null; base: string | null },
): Window {
  const { row, begin } = slice;
  const isWhole = head !== null && base === null;
  return openWindow(answeredAt(reply), {
    windowKey: 'branch',
    purpose: purposeOf(slice),
    // A comparison proves what follows the known head, which was proven as far as it was.
    beginAt: base === null ? begin : row.completeFrom,
    since: row.isPassWanted ? null : begin,
    isPass: isWhole && row.rowsStored > 0,
    headSha: head,
    baseSha: base,
    probeLastPage: total,
  });
}

/** A walk with nothing to read: an empty repository, or the head that is known. */
const isSettled = ({ headSha, baseSha }: Window) => headSha === null || headSha === baseSha;

function walkOn(slice: ListSlice, window: Window): Promise<Outcome> {
  return isComparison(window) ? compareCommits(slice, window) : listCommits(slice, window);
}
