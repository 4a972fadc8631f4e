import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { namesOfTable } from './names-of-table.ts';

/** Marks rows that GitHub does not show any more. @returns how many were not marked yet */
export async function markGone(
  db: PoolClient,
  { list, key }: ListSlice,
  ids: string[],
  answeredAt: string,
): Promise<number> {
  const countedAt = list.tables[0]?.countedAt;
  let deleted = 0;
  for (const id of ids) {
    const values = { subject_id: key.subject_id, row_id: id };
    const [row] =
      list.absent === 'week'
        ? await runSql<{ deleted: number }>(db, 'absent/delete_week', values)
        : await runSql<{ deleted: number }>(
            db,
            'absent/mark_row',
            { ...values, answered_at: answeredAt },
            namesOfTable(list),
          );
    const isMarked = row !== undefined && row.deleted > 0;
    if (isMarked) deleted += row.deleted;
    if (isMarked && countedAt) {
      await runSql(db, 'absent/mark_months', { ...values, resource: key.resource }, namesOfTable(list));
    }
  }
  return deleted;
}
