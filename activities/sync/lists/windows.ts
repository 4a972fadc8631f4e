import type { Db } from '../../../sql/query.ts';
import { runSql } from '../../../sql/query.ts';
import { lastPage } from '../../github/link.ts';
import type { Reply } from '../../github/ask.ts';
import { rowCap } from './ask-total.ts';
import type { ListResource } from '../../list-resources.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { SliceInput } from '../slice/slice.ts';
import { firstPlace } from './walk.ts';
import type { WalkPosition } from './walk.ts';

/** A part of a walk, from `since` to `until`, with its own place; the one without `until` reads to the list's end. */
export interface Window extends WalkPosition {
  windowKey: string;
  /** Pages stored of this window. */
  step: number;
  /** Last page that the probe named; of the window without `until` alone. */
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
  since: string | null;
  until: string | null;
  position: string | null;
  next_url: string | null;
  second_page: number;
  second_pass: number;
  second_changed: number;
  step: number;
  probe_last_page: number | null;
  probe_newest: string | null;
  splits_left: number;
  is_pass: boolean;
  started_at: string;
}

type Key = Pick<SliceInput, 'repositoryId' | 'resource'>;

/** Pages of a first load for each window that it may open: a window costs about one request more. */
const pagesPerSplit = 40;
const shortestMs = 60_000;

/** @param total rows that GitHub counts; null where it does not tell @returns how many windows a load may open */
export function splitsFor(total: number | null): number {
  return Math.floor((total ?? 0) / 100 / pagesPerSplit);
}

/** The windows of the walk under way; none when there is no walk. */
export async function readWindows(db: Db, { repositoryId, resource }: Key): Promise<Window[]> {
  const rows = await runSql<Columns & Record<string, unknown>>(db, 'sync/read_windows', {
    repository_id: repositoryId,
    resource,
  });
  return rows.map((row) => ({
    windowKey: row.window_key,
    since: row.since,
    until: row.until,
    position: row.position,
    nextUrl: row.next_url,
    secondPage: row.second_page,
    secondPass: row.second_pass,
    secondChanged: row.second_changed,
    step: row.step,
    probeLastPage: row.probe_last_page,
    probeNewest: row.probe_newest,
    splitsLeft: row.splits_left,
    isPass: row.is_pass,
    startedAt: row.started_at,
  }));
}

/** Begins a walk. @param reply the answer whose ETag proves the list unchanged once the walk is complete */
export async function insertWindow(
  db: Db,
  slice: ListSlice,
  window: Window,
  { answer, etagKey }: Reply,
): Promise<void> {
  await runSql(db, 'sync/start_walk', {
    repository_id: slice.input.repositoryId,
    resource: slice.input.resource,
    window_key: window.windowKey,
    since: window.since,
    probe_etag: answer.headers.etag ?? null,
    probe_etag_key: etagKey,
    probe_last_page: window.probeLastPage,
    probe_newest: window.probeNewest,
    splits_left: window.splitsLeft,
    started_at: window.startedAt,
    is_pass: window.isPass,
    stale_since: slice.row.staleSince,
  });
}

/** The number of pages that a probe tells; null where GitHub tells none, or may have cut the list off. */
export function probedLastPage(list: ListResource, { answer }: Reply): number | null {
  const last = lastPage(answer.headers.link);
  return last !== null && last * list.perPage >= rowCap && list.resource !== 'issues' ? null : last;
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
 * @param last the window to the end of the list, which may be the one that is split
 * @returns the new window
 */
export async function splitWindow(
  db: Db,
  { repositoryId, resource }: Key,
  { window, last, at }: { window: Window; last: Window; at: string },
): Promise<Window> {
  const fresh: Window = { ...window, ...firstPlace, windowKey: `from ${at}`, since: at, step: 0 };
  delete fresh.handover;
  // Told first: the page that is being stored meanwhile must already stop at the new end.
  last.splitsLeft -= 1;
  if (window === last) {
    fresh.splitsLeft = last.splitsLeft;
    Object.assign(window, { probeLastPage: null, probeNewest: null, splitsLeft: 0 });
  }
  window.until = at;
  const handover = runSql(db, 'sync/split_window', {
    repository_id: repositoryId,
    resource,
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
export async function endWindow(db: Db, { repositoryId, resource }: Key, window: Window): Promise<void> {
  await window.handover;
  await runSql(db, 'sync/end_window', { repository_id: repositoryId, resource, window_key: window.windowKey });
}
