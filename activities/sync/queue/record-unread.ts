import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Item } from './finish-item.ts';

/** Names a single thing that GitHub did not give, or not all of, as a gap; it is asked for again, later each time. */
export async function recordUnread(db: Db, { key, input }: ListSlice, { item }: Item, reason: string): Promise<void> {
  await runSql(db, 'sync/record_unread_item', { ...key, gap: item, reason, wait_seconds: input.everyMs / 1000 });
}

/** Wants single things again that GitHub did not give, where it is time, or where a person asks. */
export async function wantUnread(db: Db, { key, input, row }: ListSlice): Promise<void> {
  if (!row.hasGapsToTry) return;
  const values = { ...key, wait_seconds: input.everyMs / 1000, is_urgent: input.isUrgent };
  await runSql(db, 'sync/want_unread_items', values);
}
