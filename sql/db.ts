import pg from 'pg';
import type { Pool, PoolClient } from 'pg';

// A date stays the string that Postgres sends: as a Date it moves a day in every zone west or east of UTC.
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(pg.types.builtins.DATE, (value) => value);
parsers.setTypeParser(pg.types.builtins.INT8, (value) => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
});

export interface DbOptions {
  /** Connections at most. */
  size?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

/**
 * A pool whose sessions count in UTC, with dates as `YYYY-MM-DD` and bigint as number where that is exact.
 *
 * @param url `postgres://…`
 */
export function createDb(url: string, { size = 10, name = 'repometer' }: DbOptions = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types: parsers,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC',
    keepAlive: true,
  });
  // A connection that Postgres drops (restart, kill) must not end the process: neither an idle one, nor one that is dropped
  // in the same breath as it is handed out, before its taker listens. The next query fails, or opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one transaction: commits what it did, or rolls everything back and throws what it threw. */
export async function inTransaction<T>(pool: Pool, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query('begin');
    const result = await work(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    db.release(broken);
  }
}
