import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { type Home } from './home.ts';
import { type Log } from './log.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** `stack` is held as long as a start runs, `moment` while one command uses the embedded Postgres. */
type LockPurpose = 'stack' | 'moment';

interface LockHolder extends ProcessIdentity {
  purpose: LockPurpose;
}

/** Who holds the lock of a home now; a dead holder (kill -9) holds nothing. */
export function lockHolder(home: Home): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(home.lock, 'utf8')) as LockHolder;
    return isAlive(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the lock if it is free, under a short guard so that two starts cannot both take over from a dead holder. */
async function tryToTake(home: Home, purpose: LockPurpose): Promise<LockHolder | undefined> {
  const releaseGuard = await lockfile.lock(home.folder, {
    lockfilePath: `${home.lock}.guard`,
    stale: 5_000,
    retries: { retries: 60, minTimeout: 100, maxTimeout: 250 },
  });
  try {
    const holder = lockHolder(home);
    if (holder) return holder;
    const self = identifyProcess(process.pid);
    if (!self) throw new Error('This process cannot find its own start time; is /proc mounted?');
    writeFileAtomically(home.lock, JSON.stringify({ ...self, purpose }));
    return undefined;
  } finally {
    await releaseGuard();
  }
}

export interface LockOptions {
  home: Home;
  purpose: LockPurpose;
  log: Log;
  /** Gives up waiting. */
  signal?: AbortSignal | undefined;
  /** How long another command may hold the lock for its moment, 60 s unless set. */
  waitMs?: number;
}

/**
 * Takes the one lock of a home; waits for a command that holds it for a moment, never for a running stack.
 *
 * @returns a function that gives the lock back; undefined when a stack has it
 * @throws Error with a sentence when a command does not give it back in time; the signal's reason
 */
export async function takeLock(options: LockOptions): Promise<(() => void) | undefined> {
  const { home, purpose, log, signal, waitMs = 60_000 } = options;
  const deadline = Date.now() + waitMs;
  let isSaid = false;
  for (;;) {
    signal?.throwIfAborted();
    const holder = await tryToTake(home, purpose);
    if (!holder) return () => rmSync(home.lock, { force: true });
    if (holder.purpose === 'stack') return undefined;
    if (!isSaid) log(`Waiting for another command (process ${holder.pid}) that uses the embedded Postgres …`);
    isSaid = true;
    if (Date.now() > deadline) {
      throw new Error(`Another command (process ${holder.pid}) still uses the database in ${home.folder}; try later.`);
    }
    await delay(100);
  }
}
