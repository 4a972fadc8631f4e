import type { PoolClient } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Reply } from '../../github/ask.ts';
import { askTotal, isLimitedTotal, rowCap } from './ask-total.ts';
import { finishWalk, needsExactTotal } from './finish-walk.ts';
import { beginning, ownRefusal, readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import type { Page } from '../../store/page.ts';
import { proveUnchanged } from './prove-unchanged.ts';
import { wantLabelHistory } from '../labels/keep-label-history.ts';
import { refreshLabelHistory } from '../labels/refresh-label-history.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { storePage } from '../../store/store-page.ts';
import { advanceWalk } from './advance-walk.ts';
import { walkPages } from './walk-pages.ts';
import type { PagesStop, PagesWalk } from './walk-pages.ts';
import { firstPlace } from './walk.ts';
import { wantItems } from '../queue/want-items.ts';
import { insertWindow, probedLastPage } from './windows.ts';
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
  const { input, list } = slice;
  // A page number is a place in the list only while nothing goes: an ETag of one page proves the whole of one page.
  const provable =
    list.order === 'whole' && page.next !== null ? { ...reply, answer: withoutEtag(reply.answer) } : reply;
  const nextUrl = page.next;
  const stored = await storePage(
    slice.target,
    { stage: list.stage, page, isPass: window.isPass },
    async (db, changes) => {
      await insertWindow(db, slice, window, provable);
      const rows = await advanceWalk({
        db,
        repositoryId: input.repositoryId,
        resource: input.resource,
        windowKey: window.windowKey,
        ...changes,
        place: { ...firstPlace, position: window.position, nextUrl },
        expectedStep: 0,
        requests: slice.takeRequests(),
        githubTotal: page.next === null && input.from === null ? page.count : null,
      });
      return { rows, changed: changes.inserted + changes.updated };
    },
  );
  Object.assign(window, { nextUrl, step: 1 });
  return walkOn({ ...parts(slice, window), firstPage: page, ...stored });
}

function withoutEtag<T extends { headers: Record<string, string | undefined> }>(answer: T): T {
  return { ...answer, headers: { ...answer.headers, etag: undefined } };
}

// Weeks of stars are corrected for days after their end.
const rereadMs = 14 * 24 * 3_600_000;

function firstWindow(slice: ListSlice, reply: Reply, page: Page): Window {
  const { row, list, input, isFirstLoad } = slice;
  const isWhole = list.order === 'whole';
  return {
    ...firstPlace,
    windowKey: isWhole ? 'whole' : 'newest first',
    since: isWhole ? null : isFirstLoad ? beginning(input.from) : row.isPassWanted ? row.passSince : knownSince(slice),
    until: null,
    // The mark for the next walk: what was newest as this one began.
    position: page.newest,
    step: 0,
    probeLastPage: list.hasTotal && input.from === null ? probedLastPage(list, reply) : null,
    probeNewest: page.newest,
    splitsLeft: 0,
    isPass: isWhole || row.isPassWanted,
    startedAt: new Date(reply.answer.date).toISOString(),
  };
}

function knownSince({ row, list, input }: ListSlice): string | null {
  if (row.watermark === null) return beginning(input.from);
  if (list.resource !== 'star_history') return row.watermark;
  return new Date(Date.parse(row.watermark) - rereadMs).toISOString();
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
      return finish(walk, cutOffAt(walk, stop.page), stop.page);
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

/** A list that GitHub has cut off, and how far back it went; null: as far as what is stored. */
interface CutOff {
  reach: string | null;
}

/** What the list of events does not reach is asked for issue by issue. */
async function readOneByOne(db: PoolClient, slice: ListSlice, window: Window, { reach }: CutOff): Promise<void> {
  const key = { repository_id: slice.input.repositoryId };
  await runSql(db, 'sync/record_reach', { ...key, reach });
  if (window.since === null) return;
  // More came since the last walk than the list holds: between the two, too, something may lack.
  const changed = await runSql<{ item: string }>(db, 'queue/issues_changed_since', { ...key, since: window.since });
  const items = changed.map(({ item }) => item);
  await wantItems(db, slice, items, `cut off as of ${window.startedAt}`);
}

/** Whether GitHub has cut a list off without saying so; null: it was read to its end. */
function cutOffAt({ window }: PagesWalk, page: Page): CutOff | null {
  const isPastKnown = window.since !== null && page.oldest !== null && page.oldest < window.since;
  if (page.next !== null || isPastKnown) return null;
  const number = Number(new URL(page.answer.url).searchParams.get('page') ?? 1);
  return number * 100 >= rowCap ? { reach: page.oldest } : null;
}

async function finish(walk: PagesWalk, cutOff: CutOff | null, page: Page | null): Promise<Outcome> {
  const { slice, window, changed, rows } = walk;
  const { input, list, deps } = slice;
  const isExact = list.hasTotal && (window.isPass || slice.isFirstLoad || needsExactTotal(window, rows, input.from));
  const asked = isExact ? await askTotal(slice) : null;
  const githubTotal = isLimitedTotal(asked) ? null : asked;
  await inTransaction(deps.db, async (db) => {
    const changedByAll = await finishWalk(db, slice, {
      // Of a list that was cut off only what lies on this side of its end can be found absent.
      window: cutOff === null ? window : { ...window, since: cutOff.reach ?? window.startedAt },
      // What has changed since the walk began is in the next one.
      answeredAt: window.startedAt,
      githubTotal,
      isOneAnswer: window.step === 1 && page !== null && page.next === null,
    });
    if (cutOff !== null && list.resource === 'issue_events') await readOneByOne(db, slice, window, cutOff);
    if (list.resource === 'issue_events' && (changedByAll > 0 || window.isPass)) {
      await wantLabelHistory(db, slice, `events of ${window.startedAt}`);
    }
  });
  // Events bear the labels' names of their day: a renamed or deleted label changes what they mean.
  if (list.resource === 'labels') await refreshLabelHistory(deps.db, input.repositoryId);
  return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
}
