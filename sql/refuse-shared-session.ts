import type { Client, ClientBase } from 'pg';

const sentence =
  'Between here and Postgres a pooler gives each transaction another session, and locks, settings and prepared statements need ' +
  'one of their own: set pool_mode = session for this database (PgBouncer), or name Postgres itself in DATABASE_URL and ' +
  'DATABASE_READER_URL.';

const noSecond =
  'The pooler before Postgres gave no second session within 10 s, so nobody can tell whether it keeps sessions apart: ' +
  'raise its default_pool_size; a worker needs 40, a command that reads 5.';

/** While others are busy, one round in four gives everyone the same session again. */
const rounds = 12;

async function backendOf(connection: ClientBase): Promise<number> {
  const { rows } = await connection.query<{ backend: number }>('select pg_backend_pid() as backend');
  return rows[0]!.backend;
}

/** What the connection was told as it opened: Postgres names the process of its session, a pooler makes something up. */
const toldBackend = (connection: ClientBase) => (connection as ClientBase & { processID: number | null }).processID;

/** Whether the session of `connection` is ever given to another one, or changes. */
async function isShared(connection: ClientBase, backend: number, other: Client): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) {
    // A pooler that shares gives what was used last, and then has to find another one; or the one after the other.
    await other.query('begin');
    if ((await backendOf(other)) === backend) return true;
    if ((await backendOf(connection)) !== backend) return true;
    await other.query('rollback');
  }
  return false;
}

/**
 * Refuses a connection through a pooler whose sessions are shared (PgBouncer's pooling by transaction or statement).
 *
 * @param backend process of the session that just served the connection
 * @param open another connection to the same place, not connected yet
 * @throws Error with a sentence; also when the pooler has no second session to compare with
 */
export async function refuseSharedSession(connection: ClientBase, backend: number, open: () => Client): Promise<void> {
  if (toldBackend(connection) === backend) return;
  const other = open();
  // One that breaks is told by its next query.
  other.on('error', () => undefined);
  try {
    await other.connect();
    if (await isShared(connection, backend, other)) throw new Error(sentence);
  } catch (error) {
    const { message } = error as Error;
    if (/statement pooling/.test(message)) throw new Error(sentence, { cause: error });
    if (/Query read timeout|query_wait_timeout/.test(message)) throw new Error(noSecond, { cause: error });
    throw error;
  } finally {
    await other.end().catch(() => undefined);
  }
}
