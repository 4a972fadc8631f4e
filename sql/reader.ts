import type { ClientBase, Pool } from 'pg';
import { createPool } from './create-pool.ts';
import type { DbOptions } from './create-pool.ts';
import { runSql } from './query.ts';

/** A pool of connections that can only read. */
export type Reader = Pool;

export interface ReaderOptions extends DbOptions {
  /** `reader` refuses a login that may do more than read reports; `any` is for statements that are all our own. */
  login?: 'reader' | 'any';
}

interface Login extends Record<string, unknown> {
  login: string;
  may_do_too_much: boolean;
}

/**
 * A pool each of whose connections, before anybody gets it, was set to read only, in UTC, with a time limit.
 *
 * A query throws an Error with a sentence when the login may do more than it should; otherwise what Postgres says.
 *
 * @param url `postgres://…`, login of the reader
 */
export function createReader(url: string, options: ReaderOptions = {}): Reader {
  const { size = 4, name = 'repometer read', timeoutMs = 60_000, login = 'reader' } = options;

  async function refuseOthers(connection: ClientBase): Promise<void> {
    if (login === 'any') return;
    const [found] = await runSql<Login>(connection, 'reader/login');
    if (!found?.may_do_too_much) return;
    throw new Error(
      `The login ${found.login} may do more than read reports; ` +
        `set DATABASE_READER_URL to that of repometer_reader, which "repometer migrate" makes.`,
    );
  }

  return createPool(url, { size, name, timeoutMs, isReadOnly: true, onConnect: refuseOthers });
}

/** Opens a pool that can only read for as long as `work` runs; see `createReader`. */
export async function withReader<T>(url: string, options: ReaderOptions, work: (db: Reader) => Promise<T>): Promise<T> {
  const db = createReader(url, options);
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}
