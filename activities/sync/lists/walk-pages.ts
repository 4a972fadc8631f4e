import { inTransaction } from '../../../sql/db.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { gapNames } from '../queue/gap-names.ts';
import { boundPassed, recordPassed } from '../queue/pass-rows.ts';
import { askPage, isReadableBehind } from '../slice/ask-page.ts';
import type { AskedPage } from '../slice/ask-page.ts';
import { sliceBounds } from '../slice/bounds.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { pageAt, rowOfPage, sizeOfPage, sizedPage } from '../slice/numbered-page.ts';
import { advanceWalk } from './advance-walk.ts';
import { expiredStatuses, nextPage, shownOf } from './next-page.ts';
import { refuteWeeks } from './refute-weeks.ts';
import { firstPlace, isCursor } from './walk.ts';
import type { Window } from './windows.ts';

/** Why a walk by page numbers was left. */
export type PagesStop =
  | { kind: 'end'; page: Page }
  | { kind: 'over' }
  | { kind: 'limited'; limit: Limited }
  /** GitHub answered something else than a page; `oldest` is the time of the last row that was read. */
  | { kind: 'refused'; reply: Reply; oldest: string | null }
  /** A row is in no page that comes, and the list is not one of which rows may be passed by. */
  | { kind: 'unreadable'; error: Error };

export interface PagesWalk {
  slice: ListSlice;
  /** Its place is changed as pages are stored. */
  window: Window;
  /** The first page, when it was fetched already and stored as the walk was begun. */
  firstPage?: Page;
  /** Where the walk begins, when nothing was read of it. */
  firstUrl: string;
  /** Whether a page is the last that is wanted. */
  isLast: (page: Page) => boolean;
  /** What rows of the list that lack are called, where it knows no times; null: none may lack. */
  gapOf: ((row: number) => string) | null;
  changed: number;
  rows: number;
  /** How much is read at once; absent: a slice of the loop. */
  bounds?: { mostPages: number; mostMs: number };
}

/**
 * Walks numbered pages one after the other; the next page is fetched while this one is stored. A row that is in no page that comes
 * is passed by, and is a gap.
 */
export async function walkPages(walk: PagesWalk): Promise<PagesStop> {
  const { slice, window, isLast, bounds = sliceBounds } = walk;
  const deadline = Date.now() + bounds.mostMs;
  let pagesLeft = bounds.mostPages;
  const isOver = () => pagesLeft <= 0 || Date.now() > deadline;
  let oldest: string | null = null;
  // The slice before may have ended behind such a row.
  let isBehindGap = window.oldest !== null;
  if (walk.firstPage && isLast(walk.firstPage)) return { kind: 'end', page: walk.firstPage };
  let hasBegunAgain = false;
  let pending = ask(slice, window.nextUrl ?? walk.firstUrl);
  for (;;) {
    const asked = await pending;
    if (asked.kind === 'limited') return asked;
    if (asked.kind === 'other' && !hasBegunAgain && isExpired(window, asked.reply)) {
      hasBegunAgain = true;
      window.nextUrl = null;
      pending = ask(slice, walk.firstUrl);
      continue;
    }
    if (asked.kind === 'other') {
      const larger = largerPage(slice, asked.reply);
      if (larger === null) return { kind: 'refused', reply: asked.reply, oldest };
      pending = ask(slice, (window.nextUrl = larger));
      continue;
    }
    if (asked.kind === 'unreadable' || asked.kind === 'too-small') {
      const nextUrl = window.nextUrl ?? walk.firstUrl;
      if (walk.gapOf === null || isCursor(nextUrl)) return { kind: 'unreadable', error: asked.error };
      await passRow(walk, nextUrl, asked);
      isBehindGap = true;
      if (isOver()) return { kind: 'over' };
      pending = ask(slice, window.nextUrl ?? walk.firstUrl);
      continue;
    }
    const page = { ...asked.page, next: nextPage(window, asked.page) };
    if (slice.list.absent === 'week') await refuteWeeks(slice, page);
    oldest = page.oldest ?? oldest;
    const isEnd = isLast(page);
    pagesLeft -= 1;
    const nextUrl = isEnd ? null : page.next;
    const ahead = isOver() || nextUrl === null ? null : ask(slice, nextUrl);
    // Awaited after the store; until then a failure must not count as unhandled.
    ahead?.catch(() => undefined);
    await store(walk, page, { nextUrl, isBehindGap });
    isBehindGap = false;
    if (isEnd || nextUrl === null) return { kind: 'end', page };
    if (ahead === null) return { kind: 'over' };
    pending = ahead;
  }
}

/** Whether a page that the walk was told of cannot be asked for any more; how deep a list goes is no such answer. */
function isExpired({ nextUrl }: Window, { verdict, answer }: Reply): boolean {
  if (nextUrl === null || !expiredStatuses.includes(answer.status)) return false;
  return verdict.kind !== 'depth' || isCursor(nextUrl);
}

function ask(slice: ListSlice, url: string): Promise<AskedPage> {
  return askPage(slice, {
    sizes: slice.sizes.walk,
    urlOf: (size) => sizedPage(url, size),
    priority: slice.isFirstLoad ? 'load' : 'cycle',
  });
}

/** GitHub counts pages only so far: the larger one that holds a page that is too small to reach; null: it is as large as can be. */
function largerPage({ sizes, list }: ListSlice, { verdict, answer: { url } }: Reply): string | null {
  const size = sizeOfPage(url);
  if (verdict.kind !== 'depth' || size >= list.perPage) return null;
  sizes.walk.tooSmall(size);
  const larger = sizes.walk.size();
  return pageAt(url, Math.floor(rowOfPage(url) / larger) * larger, larger);
}

type Unread = Extract<AskedPage, { kind: 'unreadable' | 'too-small' }>;

/** The page behind the smallest one around a row that GitHub still counts. */
function passPage({ sizes }: ListSlice, url: string, size: number): string {
  sizes.walk.tooSmall(size);
  const counted = sizes.walk.size();
  const behind = Math.floor(rowOfPage(url) / counted + 1) * counted;
  return pageAt(url, behind, counted);
}

/** @throws Error the one given, where nothing behind the row comes either: then it is the hour, and Temporal waits */
async function passRow({ slice, window, gapOf }: PagesWalk, url: string, asked: Unread): Promise<void> {
  const { error } = asked;
  const row = rowOfPage(url);
  const nextUrl = asked.kind === 'too-small' ? passPage(slice, url, asked.size) : pageAt(url, row + 1, 1);
  const isGiven = () => isReadableBehind(slice, (rows) => pageAt(url, row + rows, 1));
  if (asked.kind === 'unreadable' && !(await isGiven())) throw error;
  const isNewestFirst = slice.list.timeMember !== null;
  const gap = isNewestFirst ? gapNames.before(window.oldest) : (gapOf?.(row) ?? '');
  const place = { ...firstPlace, position: window.position, oldest: window.oldest, nextUrl };
  await inTransaction(slice.deps.db, async (db) => {
    await recordPassed(db, slice, { gap, at: isNewestFirst ? window.oldest : null, isNewestFirst, error });
    await advanceWalk(db, slice, { window, place, changes: { inserted: 0, updated: 0 } });
  });
  Object.assign(window, { nextUrl, step: window.step + 1 });
}

async function store(
  walk: PagesWalk,
  page: Page,
  { nextUrl, isBehindGap }: { nextUrl: string | null; isBehindGap: boolean },
): Promise<void> {
  const { slice, window } = walk;
  const { stage } = slice.list;
  const oldest = page.oldest ?? window.oldest;
  const shown = shownOf(page);
  const stored = await storePage(slice.target, { stage, page, isPass: window.isPass }, async (db, changes) => {
    if (isBehindGap) {
      await boundPassed(db, slice, { gap: gapNames.before(window.oldest), at: page.newest, isNewestFirst: true });
    }
    const place = { ...firstPlace, position: window.position, nextUrl, oldest };
    const rows = await advanceWalk(db, slice, { window, place, changes, shown });
    return { rows, changed: changes.inserted + changes.updated };
  });
  const rowsShown = window.rowsShown + shown.rows;
  const lastRow = Math.max(window.lastRow ?? 0, shown.lastRow ?? 0) || null;
  Object.assign(window, { nextUrl, oldest, step: window.step + 1, rowsShown, lastRow });
  walk.changed += stored.changed;
  walk.rows = Math.max(walk.rows, stored.rows);
}
