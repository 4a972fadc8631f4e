import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { temporalDatabases, temporalLogin } from './server-config.ts';
import type { TemporalDatabases } from './server-config.ts';

/**
 * Makes Temporal's login and its two databases with their tables.
 *
 * @param superuserUrl of the Postgres that listens at `databases.port`
 * @param sqlTool path of temporal-sql-tool
 */
export async function makeTemporalDatabases(
  superuserUrl: string,
  sqlTool: string,
  { port, password }: TemporalDatabases,
): Promise<void> {
  const db = new pg.Client({ connectionString: superuserUrl });
  await db.connect();
  try {
    await db.query(`create role ${temporalLogin} login password ${pg.escapeLiteral(password)}`);
    for (const database of temporalDatabases) await db.query(`create database ${database} owner ${temporalLogin}`);
  } finally {
    await db.end();
  }
  for (const database of temporalDatabases) {
    const to = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '--port', String(port), '--user', temporalLogin];
    const run = (...args: string[]) =>
      promisify(execFile)(sqlTool, [...to, '--db', database, ...args], {
        env: { ...process.env, SQL_PASSWORD: password },
      });
    await run('setup-schema', '--version', '0.0');
    await run('update-schema', '--schema-name', `postgresql/v12/${database.replace('temporal_', '')}`);
  }
}
