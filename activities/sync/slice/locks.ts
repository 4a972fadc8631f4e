import type { Pool } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { createLockSession } from './lock-session.ts';

/**
 * Does a piece of work unless somebody else, in this process or another one, does one under the same name.
 *
 * @param onHeld gets who does, for a sentence: `another workflow of this worker`
 * @returns what the work, or `onHeld`, gave
 */
export type WithLock = <T>(name: string, work: () => Promise<T>, onHeld: (holder: string) => Promise<T>) => Promise<T>;

interface Lease {
  /** How often a session with locks gives a sign of life, milliseconds. */
  beatMs: number;
  /** After how long without one its locks are taken from it, seconds. */
  leaseSeconds: number;
}

interface Holder {
  pid: number;
  name: string;
  address: string | null;
  silent_seconds: number;
}

// A process that is busy with itself for longer is as good as gone; what it stores later is turned away by its step.
const usual: Lease = { beatMs: 5_000, leaseSeconds: 30 };

/**
 * Locks of Postgres' that die with this process, and end when it is frozen or its machine vanishes: a session that gives no sign of
 * life is ended by who waits for it. They keep a loop and a reconciliation from walking one list at once, which would waste requests;
 * that no page is stored twice does not hang on them (see `advanceWalk`).
 *
 * @returns the function, and one that gives the connection back when the process ends
 */
export function createLocks(db: Pool, lease = usual): { withLock: WithLock; close: () => Promise<void> } {
  const held = new Set<string>();
  const session = createLockSession(db, lease.beatMs);

  async function takes(name: string): Promise<boolean> {
    const { is_done } = await session.run('select sync.try_session_lock($1, 0) as is_done', [name]);
    return is_done;
  }

  /** @returns who holds it; null when it was taken after all, from a session that was silent for too long */
  async function takeFrom(name: string): Promise<string | null> {
    const [holder] = await runSql<Holder>(db, 'sync/lock_holder', { what: name, id: 0 });
    if (!holder) return 'a worker of an older version';
    const { pid, address } = holder;
    const sentence = `${holder.name}${address ? ` at ${address}` : ''} (session ${pid} of Postgres)`;
    if (holder.silent_seconds <= lease.leaseSeconds) return sentence;
    await runSql(db, 'sync/end_silent_session', { pid, lease_seconds: lease.leaseSeconds });
    return (await takes(name)) ? null : sentence;
  }

  const withLock: WithLock = async (name, work, onHeld) => {
    if (held.has(name)) return onHeld('another workflow of this worker');
    held.add(name);
    try {
      const holder = (await takes(name)) ? null : await takeFrom(name);
      if (holder !== null) return await onHeld(holder);
      try {
        return await work();
      } finally {
        // A session that broke has given its locks back already.
        await session.run('select sync.release_session_lock($1, 0) as is_done', [name]).catch(() => undefined);
      }
    } finally {
      held.delete(name);
    }
  };

  return { withLock, close: session.close };
}
