import pg from 'pg';
import type { ClientBase } from 'pg';

export interface ReaderOptions {
  /** Longest time of one statement, in milliseconds. */
  timeoutMs?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

// Set by a statement: options in the connection's URL would win over those of the client.
const secure = `
  select
    set_config('default_transaction_read_only', 'on', false),
    set_config('statement_timeout', $1, false),
    set_config('timezone', 'UTC', false),
    set_config('datestyle', 'ISO', false),
    current_user as login,
    -- "Read only" stops neither "copy … to program" of a superuser nor an owner who reads raw answers.
    pg_has_role(current_user, 'pg_execute_server_program', 'member')
      or pg_has_role(current_user, 'pg_write_server_files', 'member')
      or exists (
        select from pg_namespace where nspname in ('raw', 'sync') and has_schema_privilege(oid, 'usage')
      ) as may_do_too_much`;

/**
 * Opens one connection that can only read, in UTC, for as long as `work` runs.
 *
 * @param url login of the reader
 * @throws Error with a sentence when the login may do more than read reports; otherwise what Postgres says
 */
export async function withReader<T>(
  url: string,
  { timeoutMs = 60_000, name = 'repometer read' }: ReaderOptions,
  work: (db: ClientBase) => Promise<T>,
): Promise<T> {
  const db = new pg.Client({ connectionString: url, application_name: name, connectionTimeoutMillis: 10_000 });
  // A server that goes away while nothing is asked must not end the process; the next query reports it.
  db.on('error', () => undefined);
  try {
    await db.connect();
    const { rows } = await db.query<{ login: string; may_do_too_much: boolean }>(secure, [String(timeoutMs)]);
    if (rows[0]?.may_do_too_much) {
      throw new Error(
        `The login ${rows[0].login} may do more than read reports; ` +
          `set DATABASE_READER_URL to that of repometer_reader, which "repometer migrate" makes.`,
      );
    }
    return await work(db);
  } finally {
    await db.end();
  }
}
