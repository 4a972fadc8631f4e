import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import { sliceBounds } from '../slice/bounds.ts';
import { readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { advanceWalk } from './advance-walk.ts';
import { firstPlace } from './walk.ts';
import type { Window } from './windows.ts';

/** Why a walk by page numbers was left. */
export type PagesStop =
  | { kind: 'end'; page: Page }
  | { kind: 'over' }
  | { kind: 'limited'; limit: Limited }
  /** GitHub answered something else than a page; `oldest` is the time of the last row that was read. */
  | { kind: 'refused'; reply: Reply; oldest: string | null };

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
  changed: number;
  rows: number;
}

/** Walks numbered pages one after the other; the next page is fetched while this one is stored. */
export async function walkPages(walk: PagesWalk): Promise<PagesStop> {
  const { slice, window, isLast } = walk;
  const deadline = Date.now() + sliceBounds.mostMs;
  let pagesLeft: number = sliceBounds.mostPages;
  let oldest: string | null = null;
  if (walk.firstPage && isLast(walk.firstPage)) return { kind: 'end', page: walk.firstPage };
  let pending = ask(slice, window.nextUrl ?? walk.firstUrl);
  for (;;) {
    const reply = await pending;
    if (isLimited(reply)) return { kind: 'limited', limit: reply };
    if (reply.verdict.kind !== 'ok' && reply.verdict.kind !== 'empty') return { kind: 'refused', reply, oldest };
    const page = readListPage(slice, reply);
    oldest = page.oldest ?? oldest;
    const isEnd = isLast(page);
    pagesLeft -= 1;
    const isOver = pagesLeft <= 0 || Date.now() > deadline;
    const nextUrl = isEnd ? null : page.next;
    const ahead = isOver || nextUrl === null ? null : ask(slice, nextUrl);
    // Awaited after the store; until then a failure must not count as unhandled.
    ahead?.catch(() => undefined);
    await store(walk, page, nextUrl);
    if (isEnd || nextUrl === null) return { kind: 'end', page };
    if (ahead === null) return { kind: 'over' };
    pending = ahead;
  }
}

function ask(slice: ListSlice, url: string): Promise<Reply | Limited> {
  return slice.ask({ url: withPageSize(url, slice.perPage), priority: slice.isFirstLoad ? 'load' : 'cycle' });
}

/**
 * Smaller pages after GitHub timed out on large ones: the number of the page is counted anew, so that no row is left out.
 *
 * @param url address of a numbered page
 */
function withPageSize(url: string, perPage: number): string {
  const parsed = new URL(url);
  const before = Number(parsed.searchParams.get('per_page') ?? perPage);
  if (before <= perPage) return url;
  const offset = (Number(parsed.searchParams.get('page') ?? 1) - 1) * before;
  parsed.searchParams.set('per_page', String(perPage));
  if (offset > 0) parsed.searchParams.set('page', String(Math.floor(offset / perPage) + 1));
  return parsed.href;
}

async function store(walk: PagesWalk, page: Page, nextUrl: string | null): Promise<void> {
  const { slice, window } = walk;
  const { stage } = slice.list;
  const stored = await storePage(slice.target, { stage, page, isPass: window.isPass }, async (db, changes) => ({
    rows: await advanceWalk(db, slice, {
      window,
      place: { ...firstPlace, position: window.position, nextUrl },
      changes,
    }),
    changed: changes.inserted + changes.updated,
  }));
  Object.assign(window, { nextUrl, step: window.step + 1 });
  walk.changed += stored.changed;
  walk.rows = Math.max(walk.rows, stored.rows);
}
