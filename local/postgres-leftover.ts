import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { type Log } from './log.ts';
import { identifyProcess } from './process-identity.ts';
import { asPostgres, stopProcess } from './stop-process.ts';

function commandLineOf(pid: number): string {
  try {
    if (platform() === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { stdio: 'pipe' }).toString();
  } catch {
    return ''; // ended meanwhile
  }
}

/**
 * Stops a Postgres that an earlier, killed run left on this folder, and waits for its end. A `postmaster.pid` whose pid
 * now belongs to another program is removed, because Postgres itself would refuse to start on it.
 *
 * @param folder Postgres' folder (with `data` in it), may be missing
 */
export async function stopLeftoverPostgres(folder: string, log: Log, aborted?: AbortSignal): Promise<void> {
  if (!existsSync(join(folder, 'data'))) return;
  const data = realpathSync(join(folder, 'data'));
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const living = identifyProcess(Number.parseInt(readFileSync(pidFile, 'utf8'), 10));
  if (!living) return; // Postgres recovers from a dead one by itself
  if (!commandLineOf(living.pid).includes(data)) {
    rmSync(pidFile, { force: true });
    return;
  }
  log(`Stopping the Postgres that an earlier run left behind (process ${living.pid}) …`);
  await stopProcess(living, asPostgres, aborted);
}
