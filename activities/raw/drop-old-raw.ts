import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { kindsOfResources } from '../list-resources.ts';
import { ensurePartitions } from '../store/ensure-partitions.ts';

const tries = 3;
const pauseMs = 2_000;
const lockNotAvailable = '55P03';

/**
 * Drops the partitions of `raw.page` that are wholly older than so many days, and notes for each repository how far its
 * answers are gone. Makes the coming days' partitions, too. A partition that something reads for long (a rebuild, a backup)
 * stays until the next call: its lock is not waited for, since every writer would wait behind.
 *
 * @param days at least 1
 * @returns names of the dropped partitions
 */
export async function dropOldRaw(db: Pool, days: number): Promise<string[]> {
  await ensurePartitions(db);
  const old = await runSql<{ name: string }>(db, 'raw/list_old_partitions', { days });
  const dropped: string[] = [];
  for (const { name } of old) {
    if (!(await dropPatiently(db, name))) break;
    dropped.push(name);
  }
  return dropped;
}

async function dropPatiently(db: Pool, name: string): Promise<boolean> {
  for (let count = 1; count <= tries; count += 1) {
    try {
      await drop(db, name);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      if (count < tries) await delay(pauseMs);
    }
  }
  return false;
}

function drop(pool: Pool, name: string): Promise<void> {
  const day = name.replace('page_', '').replaceAll('_', '-');
  return inTransaction(pool, async (db) => {
    await runSql(db, 'raw/lock_partitions');
    await runSql(db, 'raw/note_dropped', { day, ...kindsOfResources() });
    // It locks raw.page itself for the milliseconds of the drop.
    await db.query(`set local lock_timeout = '1s'`);
    await db.query(`drop table if exists raw.${pg.escapeIdentifier(name)}`);
  });
}
