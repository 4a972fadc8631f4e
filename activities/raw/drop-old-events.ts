import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { dropPatiently } from './drop-patiently.ts';

/**
 * Drops the partitions of `github.event` that are wholly older than so many days, and notes how far events are gone, so that what was
 * counted of them stays.
 *
 * @param days more than the 30 that a feed shows
 * @returns names of the dropped partitions
 */
export async function dropOldEvents(db: Pool, days: number): Promise<string[]> {
  const old = await runSql<{ name: string; through: string }>(db, 'raw/list_old_events', { days });
  const dropped: string[] = [];
  for (const { name, through } of old) {
    const isDropped = await dropPatiently(db, { schema: 'github', name }, async (transaction) => {
      await runSql(transaction, 'raw/lock_event_partitions');
      await runSql(transaction, 'raw/note_events_dropped', { through });
    });
    if (!isDropped) break;
    dropped.push(name);
  }
  return dropped;
}
