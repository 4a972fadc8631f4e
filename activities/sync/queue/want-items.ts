import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Slice } from '../slice/slice.ts';

/**
 * Puts single things on the list of what is to be asked for.
 *
 * @param items `row/{key}`, or `{what}/{number}` for all rows of an issue or pull request
 * @param versions one for all, or one for each: a version that was read is not asked for again
 */
export async function wantItems(db: Db, { key }: Slice, items: string[], versions: string | string[]): Promise<void> {
  if (items.length === 0) return;
  await runSql(db, 'sync/want_items', {
    ...key,
    items,
    versions: typeof versions === 'string' ? items.map(() => versions) : versions,
  });
}
