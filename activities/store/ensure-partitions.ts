import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';

/** A worker that runs makes them daily; these are for one that is not told to for a while. */
const daysAhead = 7;

/**
 * Makes the partitions of `raw.page` for today and the coming week, by the database's clock and UTC; safe to run again and
 * from several processes at once.
 *
 * @returns names of those that were missing
 */
export async function ensurePartitions(db: Db): Promise<string[]> {
  const rows = await runSql<{ name: string }>(db, 'raw/ensure_partitions', { days_ahead: daysAhead });
  return rows.map(({ name }) => name);
}
