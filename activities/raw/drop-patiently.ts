import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../sql/db.ts';

const tries = 3;
const pauseMs = 2_000;
const lockNotAvailable = '55P03';

/**
 * Drops a partition. One that something reads for long (a rebuild, a backup) stays: its lock is not waited for, since every writer of
 * the table would wait behind.
 *
 * @param note what is written down of it in the same transaction, before
 * @returns whether it is gone
 */
export async function dropPatiently(
  pool: Pool,
  { schema, name }: { schema: 'raw' | 'github'; name: string },
  note: (db: PoolClient) => Promise<unknown>,
): Promise<boolean> {
  for (let count = 1; count <= tries; count += 1) {
    try {
      await inTransaction(pool, async (db) => {
        await note(db);
        // It locks the whole table for the milliseconds of the drop.
        await db.query(`set local lock_timeout = '1s'`);
        await db.query(`drop table if exists ${schema}.${pg.escapeIdentifier(name)}`);
      });
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      if (count < tries) await delay(pauseMs);
    }
  }
  return false;
}
