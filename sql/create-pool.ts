import pg from 'pg';
import type { ClientBase, Pool } from 'pg';
import { createSettle } from './create-settle.ts';
import type { SessionSettings } from './create-settle.ts';

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
  /** Longest time of one statement, in milliseconds; 0: as long as it takes. */
  timeoutMs?: number;
}

export interface PoolSettings extends Required<DbOptions>, SessionSettings {
  /** Runs on each new session once it is settled; what it throws ends the connection and goes to who asked. */
  onConnect?: (connection: ClientBase) => Promise<void>;
}

/**
 * A pool whose sessions are all settled alike (`createSettle`), and whose rows have dates as `YYYY-MM-DD` and bigint as number where that is exact.
 *
 * @param url `postgres://…`
 */
export function createPool(url: string, { size, name, onConnect, ...settings }: PoolSettings): Pool {
  const settle = createSettle(url, settings);
  const config = {
    connectionString: url,
    max: size,
    types: parsers,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    // pg's typings take what it gives for nothing; the pool waits for it.
    onConnect: (async (connection: ClientBase) => {
      await settle(connection);
      await onConnect?.(connection);
    }) as (connection: ClientBase) => void,
  };
  const pool = new pg.Pool(config);
  // A connection that Postgres drops (restart, kill) must not end the process: neither an idle one, nor one that is dropped
  // in the same breath as it is handed out, before its taker listens. The next query fails, or opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
