import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Reply } from '../../github/ask.ts';
import { readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { finishWalk } from './finish-walk.ts';
import { proveUnchanged } from './prove-unchanged.ts';
import { walkPages } from './walk-pages.ts';
import { insertWindow, openWindow, purposeOf } from './windows.ts';
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
  const { row, urls } = slice;
  const isAnew = slice.isFirstLoad || row.isPassWanted;
  const known = isAnew ? {} : { etag: row.etag, etagKey: row.etagKey };
  const reply = await slice.ask({ url: `${urls.subject}/commits?per_page=1`, ...known });
  if (isLimited(reply)) return limitedOutcome(slice, reply, 0, row.rowsStored);
  const { verdict } = reply;
  if (verdict.kind === 'refused') return refusedOutcome(slice, verdict, 0, row.rowsStored);
  if (verdict.kind === 'not-modified') return proveUnchanged(slice, reply);
  const [head] = readListPage(slice, reply).ids;
  const begun = beginWalk(slice, reply, { head: head ?? null, base: isAnew ? null : row.headSha });
  await inTransaction(slice.deps.db, (db) => insertWindow(db, slice, begun, reply));
  return isSettled(begun) ? finish(slice, begun, 0, row.rowsStored) : walkOn(slice, begun);
}

/**
 * From a known head to a new one, or everything below the new one.
 *
 * @param head null: the repository is empty
 */
function beginWalk(
  slice: ListSlice,
  reply: Reply,
  { head, base }: { head: string | null; base: string | null },
): Window {
  const { row, begin } = slice;
  const isWhole = head !== null && base === null;
  return openWindow(reply, {
    windowKey: 'branch',
    purpose: purposeOf(slice),
    // A comparison proves what follows the known head, which was proven as far as it was.
    beginAt: base === null ? begin : row.completeFrom,
    since: row.isPassWanted ? null : begin,
    isPass: isWhole && row.rowsStored > 0,
    headSha: head,
    baseSha: base,
  });
}

/** A walk with nothing to read: an empty repository, or the head that is known. */
const isSettled = ({ headSha, baseSha }: Window) => headSha === null || headSha === baseSha;
const isComparison = ({ baseSha }: Window) => baseSha !== null;

function firstUrl({ urls, begin }: ListSlice, { headSha, baseSha }: Window): string {
  if (baseSha !== null) return `${urls.subject}/compare/${baseSha}...${headSha}?per_page=100`;
  const since = begin === null ? '' : `&since=${begin}`;
  return `${urls.subject}/commits?sha=${headSha}&per_page=100${since}`;
}

async function walkOn(slice: ListSlice, window: Window): Promise<Outcome> {
  const walk = {
    slice,
    window,
    firstUrl: firstUrl(slice, window),
    isLast: ({ next, answer }: { next: string | null; answer: Answer }) =>
      next === null || (isComparison(window) && !isAhead(answer)),
    changed: 0,
    rows: slice.row.rowsStored,
  };
  const stop = await walkPages(walk);
  const { changed, rows } = walk;
  switch (stop.kind) {
    case 'limited':
      return limitedOutcome(slice, stop.limit, changed, rows);
    case 'over':
      return { kind: 'more', changed, rows };
    case 'end':
      if (isComparison(window) && !isAhead(stop.page.answer)) return rescan(slice, window);
      return finish(slice, window, changed, rows);
    case 'refused': {
      const { verdict, answer } = stop.reply;
      if (verdict.kind !== 'refused') throw new TransportError(`GitHub answered ${answer.status} to commits.`);
      // 404, 422: one end of the comparison, or the pinned head, is not to be reached any more.
      if (verdict.state === 'missing' || answer.status === 422) return rescan(slice, window);
      return refusedOutcome(slice, verdict, changed, rows);
    }
  }
}

/** Whether the branch only went on: then the commits of a comparison are all that is new. */
function isAhead(answer: Answer): boolean {
  const { status } = parseAs(answer, 'a comparison', isObject);
  return status === 'ahead' || status === 'identical';
}

/**
 * The branch was rewritten: the walk is given up, and the next slice reads the branch from its present head.
 *
 * @throws TransportError when that happens again and again without a page in between: then Temporal waits
 */
async function rescan({ deps, key, input, row }: ListSlice, { windowKey }: Window): Promise<Outcome> {
  const [dropped] = await runSql<{ attempts: number }>(deps.db, 'sync/drop_walk', { ...key, window_key: windowKey });
  if ((dropped?.attempts ?? 0) >= input.transientAttempts) {
    throw new TransportError('GitHub shows a head of the branch whose commits it does not give.');
  }
  return { kind: 'more', changed: 0, rows: row.rowsStored };
}

async function finish(slice: ListSlice, window: Window, changed: number, rows: number): Promise<Outcome> {
  await inTransaction(slice.deps.db, (db) =>
    finishWalk(db, slice, { window, answeredAt: window.startedAt, githubTotal: null }),
  );
  return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
}
