import { runSql } from '../../../sql/query.ts';
import type { Item } from '../queue/finish-item.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { wantItems } from '../queue/want-items.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** One request each: where more issues than that may be meant, none is asked. */
const mostSearched = 300;

/**
 * Wants all rows of the issues that a row may hang on which does not say on what, even by itself. Where those are many, only the
 * numbers that are missing explain it.
 */
export async function searchParents(slice: ListSlice): Promise<void> {
  const { deps, list, key } = slice;
  if (!list.ofNumberPath) return;
  const values = { ...key, most: mostSearched + 1 };
  const found = await runSql<Item & Record<string, unknown>>(
    deps.db,
    'queue/parent_candidates',
    values,
    namesOfTable(list),
  );
  if (found.length === 0 || found.length > mostSearched) return;
  const items = found.map(({ item }) => item);
  const versions = found.map(({ version }) => version);
  await wantItems(deps.db, slice, items, versions);
}

/**
 * Says what became of such rows when everything that may tell it was read.
 *
 * @returns whether some are to be searched for again, because other numbers are missing than before
 */
export async function settleParents({ deps, list, key }: ListSlice): Promise<boolean> {
  const rows = await runSql<{ is_open: boolean }>(deps.db, 'sync/settle_parents', key, namesOfTable(list));
  return rows.some(({ is_open: isOpen }) => isOpen);
}
