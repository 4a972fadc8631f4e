import { rmSync } from 'node:fs';
import { type Home } from './home.ts';
import { type Log } from './log.ts';
import { stopLeftoverPostgres } from './postgres-leftover.ts';
import { findTracked, forgetTracked, stopGroup } from './spawn-tracked.ts';
import { politely, stopProcess } from './stop-process.ts';

/**
 * Stops, in order, what a killed run left in this home, and waits until it is gone: the parts, then Temporal (two servers
 * on one SQLite file corrupt it), then Postgres. Only to be called with the home's lock.
 *
 * @throws the reason of `aborted`, which gives up waiting
 */
export async function stopLeftovers(home: Home, log: Log, aborted?: AbortSignal): Promise<void> {
  const found = [...findTracked(home.processes)];
  const inOrder = [...found.filter(([name]) => name !== 'temporal'), ...found.filter(([name]) => name === 'temporal')];
  for (const [name, identity] of inOrder) {
    log(`Stopping ${name}, which an earlier run left behind (process ${identity.pid}) …`);
    await stopProcess(identity, politely, aborted);
    stopGroup(identity.pid);
    forgetTracked(home.processes, name);
  }
  await stopLeftoverPostgres(home.postgres, log, aborted);
  rmSync(home.runFile, { force: true });
}
