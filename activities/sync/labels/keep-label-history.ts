import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import { fillQueue, fillQueues } from '../queue/fill-queue.ts';
import { noteItemsGap } from '../queue/note-items-gap.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { refreshLabelHistory } from './refresh-label-history.ts';
import { wantItems } from '../queue/want-items.ts';

/**
 * Puts the history of labels on the list of what is to be done, with what has changed it: a crash after the last page must
 * not leave it as it was. Until it is done, there is a gap.
 *
 * @param version what it is to be derived after
 */
export async function wantLabelHistory(db: Db, slice: ListSlice, version: string): Promise<void> {
  await wantItems(db, slice, ['history/labels'], version);
  await noteItemsGap(db, slice, 'The history of labels is still to be derived from the events that were read.');
}

/**
 * The same where issues have come behind their events, which no event tells; in the transaction that proves the events complete,
 * whatever an earlier attempt has seen of it.
 */
export async function wantUnderivedLabels(db: Db, slice: ListSlice, version: string): Promise<void> {
  const key = { repository_id: slice.subject.id };
  const [found] = await runSql<{ is_underived: boolean }>(db, 'queue/has_underived_labels', key);
  if (found?.is_underived) await wantLabelHistory(db, slice, version);
}

/**
 * Concludes who carried which label when; it looks at every label event of the repository. An issue whose labels do not follow
 * from its events is asked for: one of them is missing. Issues that have come since the queue was filled are read first: without their
 * events each of them would be asked for twice.
 */
export async function keepLabelHistory(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { deps, subject } = slice;
  if (await isEarly(slice, item)) return { kind: 'read', changed: 0 };
  await refreshLabelHistory(deps.db, subject.id);
  await inTransaction(deps.db, async (db) => {
    await fillQueue(db, slice, 'queue/label_mismatches');
    await finishItem(slice, db, item, { inserted: 0, updated: 0, deleted: 0, pages: 0, isFilled: true });
  });
  return { kind: 'read', changed: 0 };
}

/** Whether other single things are due by now. */
async function isEarly(slice: ListSlice, item: Item): Promise<boolean> {
  return inTransaction(slice.deps.db, async (db) => {
    await fillQueues(db, slice);
    const due = await runSql<Item>(db, 'sync/due_items', { ...slice.key, most: 1 });
    return due.some((other) => other.item !== item.item);
  });
}
