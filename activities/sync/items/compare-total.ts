import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { countRows } from '../../count-rows.ts';
import { askTotal, isLimitedTotal } from '../slice/ask-total.ts';
import { fillQueue } from '../queue/fill-queue.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/**
 * Asks how many rows the whole list has. Where that is what is stored nothing is missing, whatever single things count; where it
 * is not, or GitHub does not tell, each of them is asked for.
 */
export async function compareTotal(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { list, deps, key } = slice;
  const total = await askTotal({ ...slice, begin: null });
  if (isLimitedTotal(total)) return { kind: 'limited', limit: total };
  return inTransaction(deps.db, async (db) => {
    await runSql(db, 'sync/record_total', { ...key, github_total: total });
    if (total !== (await countRows(db, key, list))) {
      for (const queue of list.queues) await fillQueue(db, slice, queue);
    }
    await finishItem(slice, db, item, { inserted: 0, updated: 0, deleted: 0, pages: 0, isFilled: true });
    return { kind: 'read', changed: 0 };
  });
}
