import { runSql } from '../../../sql/query.ts';
import { belowSubject } from '../../resource.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { namesOfTable } from './names-of-table.ts';

/** Whether a row's address is made of its name, which another row may have taken. */
export const isNamed = ({ list }: Pick<ListSlice, 'list'>) => list.tables[0]?.nameColumn !== undefined;

/**
 * The address at which GitHub shows one row by itself.
 *
 * @param key as `sql/absent/` gives it
 * @throws Error for a resource whose rows have none
 */
export async function rowUrl(slice: ListSlice, key: string): Promise<string> {
  const { list, urls } = slice;
  if (!list.rowPath) throw new Error(`${slice.key.resource} has no rows of their own.`);
  return belowSubject(urls, list.rowPath(await pathKey(slice, key), slice.subject));
}

// GitHub names such a row by its name, which our row knows.
async function pathKey(slice: ListSlice, key: string): Promise<string> {
  if (!isNamed(slice)) return key;
  const values = { subject_id: slice.key.subject_id, row_id: key };
  const [row] = await runSql<{ name: string }>(slice.deps.db, 'absent/row_name', values, namesOfTable(slice.list));
  return row?.name ?? key;
}
