import type { Pool, PoolClient } from 'pg';
import { createPool } from './create-pool.ts';
import type { DbOptions } from './create-pool.ts';

/**
 * A pool whose sessions may write and count in UTC, with dates as `YYYY-MM-DD` and bigint as number where that is exact.
 *
 * @param url `postgres://…`
 */
export function createDb(url: string, { size = 10, name = 'repometer', timeoutMs = 0 }: DbOptions = {}): Pool {
  return createPool(url, { size, name, timeoutMs, isReadOnly: false });
}

/** Runs `work` in one transaction: commits what it did, or rolls everything back and throws what it threw. */
export async function inTransaction<T>(pool: Pool, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query('begin');
    const result = await work(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    db.release(broken);
  }
}
