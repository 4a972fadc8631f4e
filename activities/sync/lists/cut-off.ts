import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Page } from '../../store/page.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { wantItems } from '../queue/want-items.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { rowOfPage, sizeOfPage } from '../slice/numbered-page.ts';
import { rowCap } from '../slice/ask-total.ts';
import type { Window } from './windows.ts';

/** A list that GitHub has cut off, and how far back it went; null: as far as what is stored. */
export interface CutOff {
  reach: string | null;
}

/** Whether GitHub has cut a list off without saying so; null: it was read to its end. */
export function cutOffAt(window: Window, page: Page): CutOff | null {
  const isPastKnown = window.since !== null && page.oldest !== null && page.oldest < window.since;
  if (page.next !== null || isPastKnown) return null;
  const { url } = page.answer;
  return rowOfPage(url) + sizeOfPage(url) >= rowCap ? { reach: page.oldest } : null;
}

/** What a list does not reach is asked for issue by issue. */
export async function readOneByOne(db: PoolClient, slice: ListSlice, window: Window, { reach }: CutOff): Promise<void> {
  const { key, list } = slice;
  await runSql(db, 'sync/record_reach', { ...key, reach_at: reach }, namesOfTable(list));
  if (window.since === null) return;
  // More came since the last walk than the list holds: between the two, too, something may lack.
  const since = { repository_id: key.subject_id, since: window.since };
  const changed = await runSql<{ item: string }>(db, 'queue/issues_changed_since', since);
  const items = changed.map(({ item }) => item);
  await wantItems(db, slice, items, `cut off as of ${window.startedAt}`);
}
