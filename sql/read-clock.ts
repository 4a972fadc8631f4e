import { runSql } from './query.ts';
import type { Db } from './query.ts';

/** What time it is by Postgres, whose clock everything stored goes by: that of this machine may be wrong. */
export async function readClock(db: Db): Promise<Date> {
  const [row] = await runSql<{ now_ms: number }>(db, 'sync/read_clock');
  if (!row) throw new Error('Postgres does not tell the time.');
  return new Date(row.now_ms);
}
