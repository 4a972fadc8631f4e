import { readdirSync, renameSync } from 'node:fs';
import { type Log } from './log.ts';
import { stopLeftoverPostgres } from './postgres-leftover.ts';

/**
 * Makes room for a new Postgres where the data of a home lie that somebody has removed: they are kept under another name, since a
 * new home has no password for them and only their owner knows whether they are wanted. A Postgres that still runs on them is stopped.
 *
 * @param folder Postgres' folder outside of the home; missing or empty, nothing is done
 */
export async function setAside(folder: string, log: Log, signal?: AbortSignal): Promise<void> {
  if (isEmpty(folder)) return;
  await stopLeftoverPostgres(folder, log, signal);
  const kept = `${folder}.${new Date().toISOString().replaceAll(':', '-')}`;
  renameSync(folder, kept);
  log(
    `The Postgres data of an earlier home, whose folder was removed, are kept in ${kept}; delete them if nobody misses them.`,
  );
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true; // missing
  }
}
