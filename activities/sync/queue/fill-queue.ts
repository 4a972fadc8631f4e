import { createHash } from 'node:crypto';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import { countRows } from '../../count-rows.ts';
import { subjectColumns } from '../../resource.ts';
import type { Item } from './finish-item.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { wantItems } from './want-items.ts';

/** The single thing that stands for all that GitHub's count of the list may show to be needless. */
export const totalItem = 'total';

/** Puts on the list of single things what a statement below `sql/` finds: rows of `item` and `version`. */
export async function fillQueue(db: Db, slice: ListSlice, queue: string): Promise<void> {
  await want(db, slice, await findItems(db, slice, queue));
}

/**
 * The same for all statements of a list. Where GitHub's count may prove that nothing is missing, that is asked first, in place of
 * several things: as long as they and what is stored are the same, it is asked once.
 */
export async function fillQueues(db: Db, slice: ListSlice): Promise<void> {
  const { list, key } = slice;
  for (const queue of list.queues) {
    const items = await findItems(db, slice, queue);
    if (!list.isProvenByTotal || items.length < 2) {
      await want(db, slice, items);
      continue;
    }
    const names = items.map(({ item, version }) => `${item} ${version}`).sort();
    const hash = createHash('sha256').update(names.join('\n')).digest('hex');
    await wantItems(db, slice, [totalItem], `${await countRows(db, key, list)} rows, ${items.length} doubts ${hash}`);
  }
}

function findItems(db: Db, { list, subject }: ListSlice, queue: string): Promise<Item[]> {
  return runSql<Item & Record<string, unknown>>(db, queue, { [subjectColumns[list.subject]]: subject.id });
}

function want(db: Db, slice: ListSlice, items: readonly Item[]): Promise<void> {
  const versions = items.map(({ version }) => version);
  return wantItems(
    db,
    slice,
    items.map(({ item }) => item),
    versions,
  );
}
