import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { TransportError } from '../github/answer.ts';
import { isOfApi } from '../github/client.ts';
import { lastPage } from '../github/link.ts';
import { isLimited } from './ask.ts';
import type { Limited, Reply } from './ask.ts';
import type { SyncDeps } from './deps.ts';
import { finishWalk } from './finish-walk.ts';
import { listResource, listUrls } from './list-resources.ts';
import type { ListResource, ListUrls } from './list-resources.ts';
import type { Outcome } from './outcome.ts';
import { readPage } from './page.ts';
import type { Page } from './page.ts';
import { readResource } from './resource-row.ts';
import type { ResourceRow } from './resource-row.ts';
import { limitedOutcome, refusedOutcome, runSlice } from './slice.ts';
import type { Slice, SliceInput } from './slice.ts';
import { advanceWalk, stagePage } from './store-page.ts';
import { walkSlice } from './walk-slice.ts';
import { firstPlace } from './walk.ts';
import { readWindows, splitsFor } from './windows.ts';
import type { Window } from './windows.ts';

/** What the parts of a list's slice share. */
export interface ListSlice extends Slice {
  list: ListResource;
  urls: ListUrls;
  /** Nothing is complete yet: the quota keeps more for others, and windows may be opened. */
  isFirstLoad: boolean;
  perPage: number;
}

/**
 * The activity that keeps one list: asks the probe, and walks what changed, a bounded slice at a time. The cursor is in
 * Postgres, so any worker can go on with the next slice.
 */
export function createSyncList(deps: SyncDeps) {
  return function syncList(input: SliceInput): Promise<Outcome> {
    return runSlice(deps, input, async (plain) => {
      const list = listResource(input.resource);
      const urls = listUrls(deps.github.apiUrl, input.repositoryId, list);
      const row = await readResource(deps.db, input.repositoryId, input.resource);
      const refusal = standingRefusal(row, input);
      if (refusal) return refusal;
      const slice: ListSlice = {
        ...plain,
        list,
        urls,
        isFirstLoad: isFirstLoad(row, input.from),
        perPage: pageSize(row.attempts),
      };
      const windows = await readWindows(deps.db, input);
      return windows.length > 0 ? walkSlice(slice, windows) : probe(slice, row);
    });
  };
}

const refusedStates = ['forbidden', 'missing', 'gone', 'blocked', 'disabled'];

// Asked again daily, not each cycle: GitHub counts repeated refusals against a client.
function standingRefusal(row: ResourceRow, { isUrgent }: SliceInput): Outcome | null {
  const stands = refusedStates.includes(row.state) && row.nextTryMs !== null && row.nextTryMs > Date.now();
  if (!stands || isUrgent) return null;
  return { kind: 'refused', state: row.state, changed: 0, rows: row.rowsStored, reason: row.reason ?? row.state };
}

// GitHub cuts a request off after 10 s: large rows need smaller pages. Failures since the last page that was stored.
function pageSize(failures: number): number {
  if (failures < 2) return 100;
  return Math.max(10, Math.floor(100 / 2 ** (failures - 1)));
}

const beginning = (from: string | null) => (from === null ? null : `${from}T00:00:00Z`);

// Also when an earlier beginning is wanted than the one that is stored.
function isFirstLoad(row: ResourceRow, from: string | null): boolean {
  const begin = beginning(from);
  return !row.isLoaded || (row.completeFrom !== null && (begin === null || begin < row.completeFrom));
}

async function probe(slice: ListSlice, row: ResourceRow): Promise<Outcome> {
  const known = slice.isFirstLoad ? {} : { etag: row.etag, etagKey: row.etagKey };
  const reply = await slice.ask({ url: slice.urls.probe, ...known });
  if (isLimited(reply)) return limitedOutcome(slice, reply, 0, row.rowsStored);
  const { verdict } = reply;
  if (verdict.kind === 'refused') return refusedOutcome(slice, verdict, 0, row.rowsStored);
  if (verdict.kind === 'not-modified') return proveUnchanged(slice, row, reply);
  const begin = beginning(slice.input.from);
  const since = slice.isFirstLoad ? begin : (row.watermark ?? begin);
  return startWalk(slice, row, { reply, page: readListPage(slice, reply), since });
}

async function proveUnchanged(slice: ListSlice, row: ResourceRow, { answer }: Reply): Promise<Outcome> {
  const { input } = slice;
  await runSql(slice.deps.db, 'sync/prove_unchanged', {
    repository_id: input.repositoryId,
    resource: input.resource,
    answered_at: new Date(answer.date).toISOString(),
    lag_seconds: input.lagMs / 1000,
    next_try_at: new Date(Date.now() + input.everyMs).toISOString(),
    requests: slice.takeRequests(),
  });
  return { kind: 'done', state: row.rowsStored === 0 ? 'empty' : 'ok', changed: 0, rows: row.rowsStored };
}

interface Probed {
  reply: Reply;
  page: Page;
  since: string | null;
}

async function startWalk(slice: ListSlice, row: ResourceRow, probed: Probed): Promise<Outcome> {
  const { input, deps } = slice;
  const { page, reply, since } = probed;
  // Whole list, or its newest rows back to before W: then the probe's page is itself all that changed.
  const isWhole = page.next === null;
  const isCovering = isWhole || (since !== null && page.oldest !== null && page.oldest < since);
  const known = isWhole ? page.count : null;
  const total = slice.isFirstLoad && !isCovering ? await askTotal(slice) : known;
  if (isLimitedTotal(total)) return limitedOutcome(slice, total, 0, row.rowsStored);
  const window: Window = {
    ...firstPlace,
    windowKey: 'from the beginning',
    since,
    until: null,
    // What the probe shows is newest, so it must not move the walk's place, unless it is the whole change.
    position: isCovering ? page.newest : null,
    step: 0,
    // The probe counts every row, so it says nothing of a list that begins at `from`.
    probeLastPage: isWhole || input.from !== null ? null : lastPage(reply.answer.headers.link),
    probeNewest: page.newest,
    splitsLeft: slice.isFirstLoad ? splitsFor(total) : 0,
  };

  const stored = await inTransaction(deps.db, async (db) => {
    await insertWindow(db, slice, window, reply);
    const changes = await stagePage({ db, repositoryId: input.repositoryId, list: slice.list, page });
    const rows = await advanceWalk({
      db,
      repositoryId: input.repositoryId,
      resource: input.resource,
      windowKey: window.windowKey,
      ...changes,
      place: window,
      expectedStep: 0,
      requests: slice.takeRequests(),
      githubTotal: total,
    });
    if (isCovering) await finishWalk(db, slice, { answer: page.answer, githubTotal: total });
    return { rows, changed: changes.inserted + changes.updated };
  });
  if (isCovering) return { kind: 'done', state: stored.rows === 0 ? 'empty' : 'ok', ...stored };
  return walkSlice(slice, [{ ...window, step: 1 }], stored.changed);
}

function insertWindow(db: Db, { input }: ListSlice, window: Window, { answer, etagKey }: Reply) {
  return runSql(db, 'sync/start_walk', {
    repository_id: input.repositoryId,
    resource: input.resource,
    window_key: window.windowKey,
    since: window.since,
    probe_etag: answer.headers.etag ?? null,
    probe_etag_key: etagKey,
    probe_last_page: window.probeLastPage,
    probe_newest: window.probeNewest,
    splits_left: window.splitsLeft,
    started_at: new Date(answer.date).toISOString(),
  });
}

/**
 * How many rows GitHub counts, by one request.
 *
 * @returns null where GitHub does not tell; a limit where one stands
 */
export async function askTotal(slice: ListSlice): Promise<number | null | Limited> {
  const { from } = slice.input;
  const since = from === null ? '' : `&since=${from}T00:00:00Z`;
  const reply = await slice.ask({ url: slice.urls.total + since });
  if (isLimited(reply)) return reply;
  if (reply.verdict.kind !== 'ok') return null;
  const { count, next } = readPage(reply.answer);
  return next === null ? count : lastPage(reply.answer.headers.link);
}

/** True where a total could not be asked, because a limit stands. */
export function isLimitedTotal(total: number | null | Limited): total is Limited {
  return total !== null && typeof total === 'object';
}

/** @returns the list page of a reply @throws TransportError for an answer that no list gives */
export function readListPage({ deps }: ListSlice, { answer, verdict }: Reply): Page {
  if (verdict.kind === 'empty') return readPage({ ...answer, text: '[]' });
  if (verdict.kind !== 'ok') throw new TransportError(`GitHub answered ${answer.status} to a list.`);
  const page = readPage(answer);
  // Stored, such a link would keep every later attempt from going on.
  if (page.next !== null && !isOfApi(deps.github.apiUrl, page.next)) {
    throw new TransportError(`GitHub pointed to another server than ${deps.github.apiUrl}.`);
  }
  return page;
}
