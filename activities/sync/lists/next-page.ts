import { lastPage } from '../../github/link.ts';
import type { Page } from '../../store/page.ts';
import { pageAt, rowOfPage, sizeOfPage } from '../slice/numbered-page.ts';
import { isCursor } from './walk.ts';
import type { Window } from './windows.ts';

/** How GitHub answers to the address of a page that it knows no more; the list itself may be there. */
export const expiredStatuses: readonly number[] = [301, 302, 307, 308, 400, 404, 410, 422];

/** What a page tells of the length of its list. */
export interface Shown {
  /** Rows on it, whether they are new or not. */
  rows: number;
  /** Rows before the page that it names as the last; null where it names none. */
  lastRow: number | null;
}

/** What a page tells of the length of its list. */
export function shownOf({ count, answer }: Pick<Page, 'count' | 'answer'>): Shown {
  const last = lastPage(answer.headers.link);
  return { rows: count, lastRow: last === null ? null : (last - 1) * sizeOfPage(answer.url) };
}

/**
 * The address behind a page of a numbered list: as GitHub links it, or, where a page that is not the last one by what an
 * earlier page said has no link, the one of the next number. A list that became shorter meanwhile has nothing there.
 *
 * @returns null at the end of the list
 */
export function nextPage({ lastRow }: Pick<Window, 'lastRow'>, { next, count, answer: { url } }: Page): string | null {
  if (next !== null || lastRow === null || count === 0 || isCursor(url)) return next;
  const row = rowOfPage(url) + sizeOfPage(url);
  return row > lastRow ? null : pageAt(url, row, sizeOfPage(url));
}
