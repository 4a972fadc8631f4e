import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import { subjectColumns } from '../../resource.ts';
import type { Item } from './finish-item.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { wantItems } from './want-items.ts';

/**
 * Puts on the list of single things what a statement finds.
 *
 * @param queue statement below `sql/` that gives rows of `item` and `version`
 */
export async function fillQueue(db: Db, slice: ListSlice, queue: string): Promise<void> {
  const wanted = await runSql<Item & Record<string, unknown>>(db, queue, {
    [subjectColumns[slice.list.subject]]: slice.subject.id,
  });
  const items = wanted.map(({ item }) => item);
  const versions = wanted.map(({ version }) => version);
  await wantItems(db, slice, items, versions);
}
