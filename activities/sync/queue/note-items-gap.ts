import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Slice } from '../slice/slice.ts';

/** The gap that is open while single things of a resource are due. */
export const itemsGap = 'items';

/** Says why a resource is not complete although its list was read; whoever finishes its single things closes the gap. */
export async function noteItemsGap(db: Db, { key }: Pick<Slice, 'key'>, reason: string): Promise<void> {
  await runSql(db, 'sync/record_gap', {
    ...key,
    gap: itemsGap,
    page_id: null,
    reason,
    is_open: true,
    found_at: null,
  });
}
