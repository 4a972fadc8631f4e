import type { Pool, PoolClient } from 'pg';

/**
 * Does a piece of work unless somebody else, in this process or another one, does one under the same name.
 *
 * @returns what the work gave; null when it was not done
 */
export type WithLock = <T>(name: string, work: () => Promise<T>) => Promise<T | null>;

/**
 * Locks of Postgres' that die with this process. They keep a loop and a reconciliation from walking one list at once,
 * which would waste requests; that no page is stored twice does not hang on them (see `advanceWalk`).
 *
 * @returns the function, and one that gives the connection back when the process ends
 */
export function createLocks(db: Pool): { withLock: WithLock; close: () => Promise<void> } {
  const held = new Set<string>();
  let session: PoolClient | undefined;
  // One statement at a time on the one connection that holds the locks.
  let turn: Promise<unknown> = Promise.resolve();

  async function open(): Promise<PoolClient> {
    const client = await db.connect();
    // Postgres was restarted: its locks are gone, and so is the session.
    client.once('error', (error) => {
      if (session === client) session = undefined;
      client.release(error);
    });
    return client;
  }

  function query(statement: string, name: string): Promise<boolean> {
    const answer = turn.then(async () => {
      session ??= await open();
      const { rows } = await session.query<{ is_done: boolean }>(statement, [name]);
      return rows[0]?.is_done ?? false;
    });
    turn = answer.catch(() => undefined);
    return answer;
  }

  const withLock: WithLock = async (name, work) => {
    if (held.has(name)) return null;
    held.add(name);
    try {
      if (!(await query('select pg_try_advisory_lock(hashtextextended($1, 0)) as is_done', name))) return null;
      try {
        return await work();
      } finally {
        // A session that broke has given its locks back already.
        await query('select pg_advisory_unlock(hashtextextended($1, 0)) as is_done', name).catch(() => false);
      }
    } finally {
      held.delete(name);
    }
  };

  return {
    withLock,
    async close() {
      await turn;
      session?.release(true);
      session = undefined;
    },
  };
}
