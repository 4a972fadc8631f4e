import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';

/** Tables with rows of a resource, the counted one first. */
interface Counted {
  tables: readonly { name: string; mark: readonly string[] }[];
}

/**
 * Counts anew what is stored of a resource and shown by GitHub.
 *
 * @returns rows stored; 0 where the subject has no such resource
 */
export async function countRows(
  db: Db,
  key: { subject_id: string; resource: string },
  { tables }: Counted,
): Promise<number> {
  const [counted] = tables;
  if (!counted) throw new Error(`${key.resource} has no table.`);
  const file = counted.mark.length > 0 ? 'sync/count_rows' : 'sync/count_unmarked_rows';
  const [row] = await runSql<{ rows_stored: number }>(db, file, key, { table: counted.name });
  return row?.rows_stored ?? 0;
}
