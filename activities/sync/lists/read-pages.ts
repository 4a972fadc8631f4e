import { TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Reply } from '../../github/ask.ts';
import { inTransaction } from '../../../sql/db.ts';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { afterWalk } from '../labels/after-walk.ts';
import { ownRefusal, readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { advanceWalk } from './advance-walk.ts';
import { askTotal, isLimitedTotal } from './ask-total.ts';
import { cutOffAt, readOneByOne } from './cut-off.ts';
import type { CutOff } from './cut-off.ts';
import { finishWalk, needsExactTotal } from './finish-walk.ts';
import { proveUnchanged } from './prove-unchanged.ts';
import { walkPages } from './walk-pages.ts';
import type { PagesStop, PagesWalk } from './walk-pages.ts';
import { firstPlace } from './walk.ts';
import { insertWindow, openWindow, probedLastPage, purposeOf } from './windows.ts';
import type { Window } from './windows.ts';

/**
 * Keeps a list of numbered pages: newest first until what was known, or whole.
 *
 * Newest first loses nothing: what changes while it is read moves to its front, behind the time at which the walk began,
 * and is read by the next one, which goes back to that time.
 *
 * @param window the walk under way, where there is one
 */
export async function readPages(slice: ListSlice, window: Window | undefined): Promise<Outcome> {
  if (window) return walkOn({ ...parts(slice, window), changed: 0, rows: slice.row.rowsStored });
  const { row } = slice;
  const isAnew = slice.isFirstLoad || row.isPassWanted;
  const reply = await slice.ask({ url: slice.urls.probe, ...(isAnew ? {} : { etag: row.etag, etagKey: row.etagKey }) });
  if (isLimited(reply)) return limitedOutcome(slice, reply, 0, row.rowsStored);
  const { verdict } = reply;
  if (verdict.kind === 'refused') return refusedOutcome(slice, ownRefusal(slice, verdict), 0, row.rowsStored);
  if (verdict.kind === 'not-modified') return proveUnchanged(slice, reply);
  return begin(slice, reply);
}

function parts(slice: ListSlice, window: Window) {
  const { order } = slice.list;
  const isLast = ({ next, oldest }: Page) =>
    next === null || (order === 'newest' && window.since !== null && oldest !== null && oldest < window.since);
  return { slice, window, isLast, firstUrl: slice.urls.probe };
}

async function begin(slice: ListSlice, reply: Reply): Promise<Outcome> {
  const page = readListPage(slice, reply);
  const window = firstWindow(slice, reply, page);
  const { list } = slice;
  // A page number is a place in the list only while nothing goes: an ETag of one page proves the whole of one page.
  const provable =
    list.order === 'whole' && page.next !== null ? { ...reply, answer: withoutEtag(reply.answer) } : reply;
  const nextUrl = page.next;
  const githubTotal = page.next === null && slice.begin === null ? page.count : null;
  const stored = await storePage(
    slice.target,
    { stage: list.stage, page, isPass: window.isPass },
    async (db, changes) => {
      await insertWindow(db, slice, window, provable);
      const place = { ...firstPlace, position: window.position, nextUrl };
      const rows = await advanceWalk(db, slice, { window, place, changes, githubTotal });
      return { rows, changed: changes.inserted + changes.updated };
    },
  );
  Object.assign(window, { nextUrl, step: 1 });
  return walkOn({ ...parts(slice, window), firstPage: page, ...stored });
}

function withoutEtag<T extends { headers: Record<string, string | undefined> }>(answer: T): T {
  return { ...answer, headers: { ...answer.headers, etag: undefined } };
}

function firstWindow(slice: ListSlice, reply: Reply, page: Page): Window {
  const { row, list } = slice;
  const isWhole = list.order === 'whole';
  const since = isWhole ? null : sinceOf(slice);
  return openWindow(reply, {
    windowKey: isWhole ? 'whole' : 'newest first',
    purpose: purposeOf(slice),
    beginAt: since,
    since,
    // The mark for the next walk: what was newest as this one began.
    position: page.newest,
    probeLastPage: list.hasTotal && slice.begin === null ? probedLastPage(list, reply) : null,
    probeNewest: page.newest,
    isPass: isWhole || row.isPassWanted,
  });
}

/** How far back a walk newest first goes. */
function sinceOf({ row, list, begin, isFirstLoad }: ListSlice): string | null {
  if (isFirstLoad) return begin;
  if (row.isPassWanted) return row.passSince;
  if (row.watermark === null) return begin;
  if (list.rereadMs === 0) return row.watermark;
  return new Date(Date.parse(row.watermark) - list.rereadMs).toISOString();
}

async function walkOn(walk: PagesWalk): Promise<Outcome> {
  const { slice } = walk;
  const stop = await walkPages(walk);
  const { changed, rows } = walk;
  switch (stop.kind) {
    case 'limited':
      return limitedOutcome(slice, stop.limit, changed, rows);
    case 'over':
      return { kind: 'more', changed, rows };
    case 'refused':
      return refusedAt(walk, stop);
    case 'end':
      return finish(walk, cutOffAt(walk.window, stop.page), stop.page);
  }
}

async function refusedAt(
  walk: PagesWalk,
  { reply, oldest }: Extract<PagesStop, { kind: 'refused' }>,
): Promise<Outcome> {
  const { slice, changed, rows } = walk;
  const { verdict } = reply;
  if (verdict.kind === 'depth') return finish(walk, { reach: oldest }, null);
  if (verdict.kind === 'refused') return refusedOutcome(slice, ownRefusal(slice, verdict), changed, rows);
  throw new TransportError(`GitHub answered ${reply.answer.status} to a page of a list.`);
}

async function finish(walk: PagesWalk, cutOff: CutOff | null, page: Page | null): Promise<Outcome> {
  const { slice, window, changed, rows } = walk;
  const { list, deps } = slice;
  const isExact = list.hasTotal && (window.isPass || slice.isFirstLoad || needsExactTotal(slice, window, rows));
  const asked = isExact ? await askTotal(slice) : null;
  const githubTotal = isLimitedTotal(asked) ? null : asked;
  const labels = afterWalk(slice, window);
  await inTransaction(deps.db, async (db) => {
    const changedByAll = await finishWalk(db, slice, {
      window,
      // Of a list that was cut off only what lies on this side of its end can be found absent.
      reach: cutOff === null ? null : (cutOff.reach ?? window.startedAt),
      // What has changed since the walk began is in the next one.
      answeredAt: window.startedAt,
      githubTotal,
      isOneAnswer: window.step === 1 && page !== null && page.next === null,
    });
    if (cutOff !== null && list.ofNumberPath) await readOneByOne(db, slice, window, cutOff);
    await labels.within(db, changedByAll);
  });
  await labels.behind();
  return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
}
