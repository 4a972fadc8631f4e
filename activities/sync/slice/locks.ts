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

  // Postgres was restarted: its locks are gone, and so is the session.
  function drop(client: PoolClient, error: Error): void {
    if (session !== client) return;
    session = undefined;
    client.release(error);
  }

  async function open(): Promise<PoolClient> {
    const client = await db.connect();
    client.once('error', (error) => drop(client, error));
    return client;
  }

  function query(statement: string, name: string): Promise<boolean> {
    const answer = turn.then(async () => {
      const client = (session ??= await open());
      try {
        const { rows } = await client.query<{ is_done: boolean }>(statement, [name]);
        return rows[0]?.is_done ?? false;
      } catch (error) {
        // It may have broken before its error could be heard: kept, it would fail for ever.
        drop(client, error as Error);
        throw error;
      }
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
