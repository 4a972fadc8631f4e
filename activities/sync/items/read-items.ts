import { inTransaction } from '../../../sql/db.ts';
import { TransportError } from '../../github/answer.ts';
import { keepLabelHistory } from '../labels/keep-label-history.ts';
import { totalItem } from '../queue/fill-queue.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { recordUnread } from '../queue/record-unread.ts';
import { sliceBounds } from '../slice/bounds.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { compareTotal } from './compare-total.ts';
import { findParent } from './find-parent.ts';
import { lookAtPerson } from './look-at-person.ts';
import { lookAtRow } from './look-at-row.ts';
import type { Bulk } from './read-in-bulk.ts';
import { readOfNumber } from './read-of-number.ts';

/** How single things were read: all that there was time for, or until a limit or a refusal of the whole resource. */
interface ItemsRead {
  changed: number;
  stop?: Exclude<ItemEnd, { kind: 'read' }>;
}

/** @param bulk null: one by one */
export async function readItems(
  slice: ListSlice,
  bulk: Bulk | null,
  { items, deadline }: { items: readonly Item[]; deadline: number },
): Promise<ItemsRead> {
  let waiting = [...items];
  let changed = 0;
  while (bulk?.isOpen() && waiting.length > 0 && Date.now() < deadline) {
    const batch = waiting.filter(bulk.takes).slice(0, bulk.size());
    if (batch.length === 0) break;
    const end = await bulk.read(batch);
    if (end.kind === 'limited') return { changed, stop: end };
    const again = new Set(end.again);
    waiting = waiting.filter((item) => again.has(item) || !batch.includes(item));
    changed += end.changed;
    if (!bulk.isOpen()) {
      waiting.unshift(...end.left);
      break;
    }
    // What was asked for in vain must not wait for the next slice, which would ask in vain again.
    const left = await readOneByOne(slice, end.left, slice.patientUntil);
    changed += left.changed;
    if (left.stop) return { ...left, changed };
  }
  // However long GraphQL took to say nothing, something is read.
  const isClosed = bulk !== null && !bulk.isOpen();
  const end = isClosed ? Math.max(deadline, Date.now() + sliceBounds.mostMs / 2) : deadline;
  const rest = await readOneByOne(slice, waiting, end);
  return { ...rest, changed: changed + rest.changed };
}

/** As many at once as the configuration allows; the first that must stop stops all. */
async function readOneByOne(slice: ListSlice, items: readonly Item[], deadline: number): Promise<ItemsRead> {
  const waiting = [...items];
  let changed = 0;
  let stop: ItemsRead['stop'];
  const connection = async () => {
    for (let next = waiting.shift(); next && !stop && Date.now() < deadline; next = waiting.shift()) {
      const end = await readItem(slice, next);
      if (end.kind === 'read') changed += end.changed;
      else stop ??= end;
    }
  };
  await Promise.all(Array.from({ length: slice.deps.connections }, connection));
  return stop ? { changed, stop } : { changed };
}

/** By the first word of the item; any other one is of all rows of a number. */
const readers: Record<string, typeof readOfNumber> = {
  row: lookAtRow,
  person: lookAtPerson,
  history: keepLabelHistory,
  parent: findParent,
  [totalItem]: compareTotal,
};

async function readItem(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const [what = ''] = item.item.split('/');
  try {
    return await (readers[what] ?? readOfNumber)(slice, item);
  } catch (error) {
    // One that GitHub fails to answer again and again must not keep the others waiting for ever.
    const isLast = slice.attempt >= slice.input.transientAttempts;
    if (!(error instanceof TransportError) || !isLast) throw error;
    await giveUp(slice, item, error.message);
    return { kind: 'read', changed: 0 };
  }
}

async function giveUp(slice: ListSlice, item: Item, message: string): Promise<void> {
  await inTransaction(slice.deps.db, async (db) => {
    await finishItem(slice, db, item, { inserted: 0, updated: 0, deleted: 0, pages: 0, isFilled: false });
    await recordUnread(db, slice, item, `${message} Asked ${slice.attempt} times.`);
  });
}
