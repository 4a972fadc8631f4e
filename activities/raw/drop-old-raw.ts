import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { kindsOfResources } from '../list-resources.ts';
import { ensurePartitions } from '../store/ensure-partitions.ts';
import { dropPatiently } from './drop-patiently.ts';

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
    if (!(await drop(db, name))) break;
    dropped.push(name);
  }
  return dropped;
}

function drop(pool: Pool, name: string): Promise<boolean> {
  const day = name.replace('page_', '').replaceAll('_', '-');
  return dropPatiently(pool, { schema: 'raw', name }, async (db) => {
    await runSql(db, 'raw/lock_partitions');
    await runSql(db, 'raw/note_dropped', { day, ...kindsOfResources() });
  });
}
