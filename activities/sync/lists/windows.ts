import type { Db } from '../../../sql/query.ts';
import { runSql } from '../../../sql/query.ts';
import { lastPage } from '../../github/link.ts';
import type { Reply } from '../../github/ask.ts';
import { rowCap } from '../slice/ask-total.ts';
import type { ResourceDeclaration } from '../../resource.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { sizeOfPage } from '../slice/numbered-page.ts';
import type { Slice } from '../slice/slice.ts';
import { firstPlace } from './walk.ts';
import type { WalkPosition } from './walk.ts';

/** What a walk is for. */
export type Purpose =
  /** What has changed since the last one. */
  | 'follow'
  /** Everything from the beginning on. */
  | 'load'
  /** Once more what is stored. */
  | 'reconcile'
  /** A range before what is stored. */
  | 'backfill';

/** A part of a walk, from `since` to `until`, with its own place. */
export interface Window extends WalkPosition {
  windowKey: string;
  purpose: Purpose;
  /** Where the whole walk began; null: at the beginning of the list. */
  beginAt: string | null;
  /** It reads to the walk's end, ends last and carries the probe. */
  isLast: boolean;
  /** Commits: the head that is read, and the ancestor that is known already. */
  headSha: string | null;
  baseSha: string | null;
  /** Pages stored of this window. */
  step: number;
  /** Rows on these pages, whether they were new or not, and the most rows before a page that was named as the last. */
  rowsShown: number;
  lastRow: number | null;
  /** Last page that the probe named; of the last window alone. Of commits: how many the branch has. */
  probeLastPage: number | null;
  /** Newest row that the probe showed. */
  probeNewest: string | null;
  /** How many more windows the walk may open. */
  splitsLeft: number;
  /** The walk notes what it sees, so that at its end the absent can be told. */
  isPass: boolean;
  /** When GitHub gave its first answer, ISO. */
  startedAt: string;
  /** Its later part is being handed to another window: until Postgres knows that, this one must not end. */
  handover?: Promise<unknown>;
}

interface Columns {
  window_key: string;
  purpose: Purpose;
  begin_at: string | null;
  is_last: boolean;
  head_sha: string | null;
  base_sha: string | null;
  since: string | null;
  until: string | null;
  position: string | null;
  next_url: string | null;
  second_page: number;
  second_pass: number;
  second_changed: number;
  second_size: number | null;
  oldest: string | null;
  step: number;
  rows_shown: number;
  last_row: number | null;
  probe_last_page: number | null;
  probe_newest: string | null;
  splits_left: number;
  is_pass: boolean;
  started_at: string;
}

/** Pages of a first load for each window that it may open: a window costs about one request more. */
const pagesPerSplit = 40;
const shortestMs = 60_000;

/** @param total rows that GitHub counts; null where it does not tell @returns how many windows a load may open */
export function splitsFor(total: number | null): number {
  return Math.floor((total ?? 0) / 100 / pagesPerSplit);
}

/** The windows of the loop's walk under way; none when there is no walk. */
export function readWindows(db: Db, { key }: Pick<Slice, 'key'>): Promise<Window[]> {
  return readCursors(db, key, false);
}

/** The chunk of a backfill under way: a window of its own, which no walk of the loop knows. */
export async function readChunkWindow(db: Db, { key }: Pick<Slice, 'key'>): Promise<Window | undefined> {
  const [window] = await readCursors(db, key, true);
  return window && { ...window, isLast: true };
}

async function readCursors(db: Db, key: Slice['key'], isBackfill: boolean): Promise<Window[]> {
  const values = { ...key, is_backfill: isBackfill };
  const rows = await runSql<Columns & Record<string, unknown>>(db, 'sync/read_windows', values);
  return rows.map((row) => ({
    windowKey: row.window_key,
    purpose: row.purpose,
    beginAt: row.begin_at,
    isLast: row.is_last,
    headSha: row.head_sha,
    baseSha: row.base_sha,
    since: row.since,
    until: row.until,
    position: row.position,
    nextUrl: row.next_url,
    secondPage: row.second_page,
    secondPass: row.second_pass,
    secondChanged: row.second_changed,
    secondSize: row.second_size,
    oldest: row.oldest,
    step: row.step,
    rowsShown: row.rows_shown,
    lastRow: row.last_row,
    probeLastPage: row.probe_last_page,
    probeNewest: row.probe_newest,
    splitsLeft: row.splits_left,
    isPass: row.is_pass,
    startedAt: row.started_at,
  }));
}

/** What a walk begins with: everything of it in one window, nothing read. @param startedAt ISO */
export function openWindow(
  startedAt: string,
  begun: Pick<Window, 'windowKey' | 'purpose' | 'beginAt' | 'since' | 'isPass'> & Partial<Window>,
): Window {
  return {
    ...firstPlace,
    until: null,
    isLast: true,
    headSha: null,
    baseSha: null,
    step: 0,
    rowsShown: 0,
    lastRow: null,
    probeLastPage: null,
    probeNewest: null,
    splitsLeft: 0,
    startedAt,
    ...begun,
  };
}

/** What a walk that begins now is for. */
export function purposeOf({ isFirstLoad, row }: ListSlice): Purpose {
  if (isFirstLoad) return 'load';
  return row.isPassWanted ? 'reconcile' : 'follow';
}

/** When GitHub gave an answer, ISO. */
export const answeredAt = ({ answer }: Reply) => new Date(answer.date).toISOString();

/** Begins a walk. @param reply the answer whose ETag proves the list unchanged once the walk is complete */
export function insertWindow(db: Db, slice: ListSlice, window: Window, { answer, etagKey }: Reply): Promise<void> {
  return beginWindow(db, slice, window, { etag: answer.headers.etag ?? null, etagKey });
}

/** Begins a walk. @param probe what proves the list unchanged once the walk is complete; nulls: nothing */
export async function beginWindow(
  db: Db,
  slice: ListSlice,
  window: Window,
  probe: { etag: string | null; etagKey: string | null },
): Promise<void> {
  await runSql(db, 'sync/start_walk', {
    ...slice.key,
    window_key: window.windowKey,
    purpose: window.purpose,
    begin_at: window.beginAt,
    since: window.since,
    until: window.until,
    is_pass: window.isPass,
    head_sha: window.headSha,
    base_sha: window.baseSha,
    probe_etag: probe.etag,
    probe_etag_key: probe.etagKey,
    probe_last_page: window.probeLastPage,
    probe_newest: window.probeNewest,
    splits_left: window.splitsLeft,
    started_at: window.startedAt,
    stale_since: slice.row.staleSince,
  });
}

/** The number of pages, of the full size, that a probe tells; null where GitHub tells none, or may have cut the list off. */
export function probedLastPage(list: ResourceDeclaration, { answer }: Reply): number | null {
  const told = lastPage(answer.headers.link);
  if (told === null) return null;
  // Smaller pages lie within larger ones.
  const last = Math.ceil((told * sizeOfPage(answer.url)) / list.perPage);
  return list.isCapped && last * list.perPage >= rowCap ? null : last;
}

/**
 * The half-way time of the window that has most time left to read, which says nothing of rows but is all that is known.
 *
 * @returns null when no window is long enough, or has not stored a page yet
 */
export function chooseSplit(windows: Iterable<Window>): { window: Window; at: string } | null {
  let best: { window: Window; from: number; length: number } | null = null;
  for (const window of windows) {
    const end = window.until ?? window.probeNewest;
    if (window.position === null || end === null) continue;
    const from = Date.parse(window.position);
    const length = Date.parse(end) - from;
    if (length >= shortestMs && (best === null || length > best.length)) best = { window, from, length };
  }
  if (best === null) return null;
  const middle = new Date(Math.floor((best.from + best.length / 2) / 1000) * 1000);
  return { window: best.window, at: middle.toISOString().replace('.000Z', 'Z') };
}

/**
 * Makes the later part of a window one of its own; the window given, and the count of windows left, are changed.
 *
 * @param last the walk's last window, which may be the one that is split
 * @returns the new window
 */
export async function splitWindow(
  db: Db,
  { key }: Pick<Slice, 'key'>,
  { window, last, at }: { window: Window; last: Window; at: string },
): Promise<Window> {
  const fresh: Window = {
    ...window,
    ...firstPlace,
    windowKey: `from ${at}`,
    since: at,
    step: 0,
    rowsShown: 0,
    lastRow: null,
  };
  delete fresh.handover;
  // Told first: the page that is being stored meanwhile must already stop at the new end.
  last.splitsLeft -= 1;
  if (window === last) {
    fresh.splitsLeft = last.splitsLeft;
    Object.assign(window, { isLast: false, probeLastPage: null, probeNewest: null, splitsLeft: 0 });
  }
  window.until = at;
  const handover = runSql<{ window_key: string }>(db, 'sync/split_window', {
    ...key,
    window_key: window.windowKey,
    new_key: fresh.windowKey,
    at,
  });
  window.handover = handover;
  const rows = await handover;
  if (rows.length === 0) throw new Error('Another worker has taken over this walk.');
  return fresh;
}

/**
 * Ends a window that has met the next one. Where its later part is just being handed over it waits: ended before, nobody
 * would read that part, and nobody would miss it.
 */
export async function endWindow(db: Db, { key }: Pick<Slice, 'key'>, window: Window): Promise<void> {
  await window.handover;
  await runSql(db, 'sync/end_window', { ...key, window_key: window.windowKey });
}
