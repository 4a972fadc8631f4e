import { TransportError } from '../../github/answer.ts';
import { inTransaction } from '../../../sql/db.ts';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { afterWalk } from '../labels/after-walk.ts';
import { dueGaps, tryGaps } from '../queue/due-gaps.ts';
import type { DueGap } from '../queue/due-gaps.ts';
import { gapNames } from '../queue/gap-names.ts';
import { refuteList } from '../queue/refute-list.ts';
import { ownRefusal } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { pageAt, rowOfPage } from '../slice/numbered-page.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { advanceWalk } from './advance-walk.ts';
import { askProbe, withoutEtag } from './ask-probe.ts';
import type { Probed } from './ask-probe.ts';
import { askTotal, isLimitedTotal } from '../slice/ask-total.ts';
import { cutOffAt, readOneByOne } from './cut-off.ts';
import type { CutOff } from './cut-off.ts';
import { endAtProbe } from './end-at-probe.ts';
import { expectRows, rowsOfPages } from './expect-rows.ts';
import { findBarrier } from './find-barrier.ts';
import { finishWalk, needsExactTotal } from './finish-walk.ts';
import { shownOf } from './next-page.ts';
import { refuteWeeks } from './refute-weeks.ts';
import { walkPages } from './walk-pages.ts';
import type { PagesStop, PagesWalk } from './walk-pages.ts';
import { firstPlace } from './walk.ts';
import { answeredAt, insertWindow, openWindow, probedLastPage, purposeOf } from './windows.ts';
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
  const isWanted = slice.isFirstLoad || row.isPassWanted;
  const gaps = isWanted ? [] : await dueGaps(slice);
  const probed = await askProbe(slice, { isAnew: isWanted || gaps.length > 0 });
  const barrier = slice.list.isForInsiders ? await findBarrier(slice, probed) : null;
  if (barrier?.kind === 'limited') return limitedOutcome(slice, barrier.limit, 0, row.rowsStored);
  if (barrier) return refusedOutcome(slice, barrier, 0, row.rowsStored);
  return probed.kind === 'page' ? begin(slice, probed, gaps) : endAtProbe(slice, probed);
}

function parts(slice: ListSlice, window: Window) {
  const { order } = slice.list;
  const isLast = ({ next, oldest }: Page) =>
    next === null || (order === 'newest' && window.since !== null && oldest !== null && oldest < window.since);
  return { slice, window, isLast, firstUrl: slice.urls.probe, gapOf: gapNames.place };
}

async function begin(slice: ListSlice, probed: Probed, gaps: DueGap[]): Promise<Outcome> {
  const { reply, page, skipped } = probed;
  const { list } = slice;
  // Newest first, one page tells of the newest alone, unless there is none.
  const isWholeList = skipped === 0 && (page.count === 0 || (page.next === null && list.order === 'whole'));
  const limit = isWholeList ? await refuteList(slice, page) : null;
  if (limit) return limitedOutcome(slice, limit, 0, slice.row.rowsStored);
  if (list.absent === 'week') await refuteWeeks(slice, page);
  const window = firstWindow(slice, probed, gaps);
  // A page number is a place in the list only while nothing goes: an ETag of one page proves the whole of one page.
  const isProvable = list.order !== 'whole' || (page.next === null && skipped === 0);
  // Rows that do not come are met, and named, by the walk itself.
  const nextUrl = skipped > 0 ? pageAt(slice.urls.probe, 0, 1) : page.next;
  const githubTotal = page.next === null && skipped === 0 && slice.begin === null ? page.count : null;
  const oldest = skipped > 0 ? null : page.oldest;
  const place = { ...firstPlace, position: window.position, nextUrl, oldest };
  const shown = shownOf(page);
  const stored = await storePage(
    slice.target,
    { stage: list.stage, page, isPass: window.isPass },
    async (db, changes) => {
      await insertWindow(db, slice, window, isProvable ? reply : withoutEtag(reply));
      await expectRows(db, slice, slice.isFirstLoad ? rowsOfPages(slice, reply) : null);
      await tryGaps(db, slice, gaps);
      const rows = await advanceWalk(db, slice, { window, place, changes, shown, githubTotal });
      return { rows, changed: changes.inserted + changes.updated };
    },
  );
  Object.assign(window, { nextUrl, oldest, step: 1, rowsShown: shown.rows, lastRow: shown.lastRow });
  return walkOn({ ...parts(slice, window), ...(skipped > 0 ? {} : { firstPage: page }), ...stored });
}

function firstWindow(slice: ListSlice, { reply, page, skipped }: Probed, gaps: DueGap[]): Window {
  const { row, list } = slice;
  const isWhole = list.order === 'whole';
  const since = isWhole ? null : earliest(sinceOf(slice), gaps, slice.begin);
  return openWindow(answeredAt(reply), {
    windowKey: isWhole ? 'whole' : 'newest first',
    purpose: purposeOf(slice),
    beginAt: since,
    since,
    // The mark for the next walk: what was newest as this one began.
    position: skipped > 0 ? null : page.newest,
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

/** Back to where rows lack that are to be tried again. */
function earliest(since: string | null, gaps: readonly DueGap[], begin: string | null): string | null {
  return gaps.reduce<string | null>((first, gap) => {
    const from = gap.since ?? begin;
    return first === null || from === null ? null : from < first ? from : first;
  }, since);
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
    case 'unreadable':
      throw stop.error;
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
      isOneAnswer: window.step === 1 && page !== null && page.next === null && rowOfPage(page.answer.url) === 0,
    });
    if (cutOff !== null && list.ofNumberPath) await readOneByOne(db, slice, window, cutOff);
    await labels.within(db, changedByAll);
  });
  await labels.behind();
  return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
}
