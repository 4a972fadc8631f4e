import type { Pool, PoolClient } from 'pg';

/** The one session that holds this process's locks. */
export interface LockSession {
  /** Runs a statement that gives one row; one at a time. */
  run(statement: string, values: unknown[]): Promise<{ is_done: boolean }>;
  close(): Promise<void>;
}

/**
 * Opens a session when it is first needed, and again after it broke. While it is open it gives a sign of life, which
 * `pg_stat_activity` shows as its last change of state.
 *
 * @param beatMs between two signs, milliseconds
 */
export function createLockSession(db: Pool, beatMs: number): LockSession {
  let session: PoolClient | undefined;
  // One statement at a time on the one connection.
  let turn: Promise<unknown> = Promise.resolve();

  // Postgres was restarted, or somebody took this process for frozen: its locks are gone, and so is the session.
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

  function queue<T>(work: (client: PoolClient | undefined) => Promise<T>): Promise<T> {
    const answer = turn.then(async () => {
      try {
        return await work(session);
      } catch (error) {
        // It may have broken before its error could be heard: kept, it would fail for ever.
        if (session) drop(session, error as Error);
        throw error;
      }
    });
    turn = answer.catch(() => undefined);
    return answer;
  }

  const beat = setInterval(() => {
    queue(async (client) => client?.query('select')).catch(() => undefined); // the next one who needs it hears
  }, beatMs);
  beat.unref();

  return {
    run: (statement, values) =>
      queue(async () => {
        const client = (session ??= await open());
        const { rows } = await client.query<{ is_done: boolean }>(statement, values);
        return rows[0] ?? { is_done: false };
      }),
    async close() {
      clearInterval(beat);
      await turn;
      session?.release(true);
      session = undefined;
    },
  };
}
