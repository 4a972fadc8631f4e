import { withReader } from '../../sql/reader.ts';
import type { Reader, ReaderOptions } from '../../sql/reader.ts';
import { readRows } from '../reports/read-rows.ts';
import type { Context } from './context.ts';
import { findHome } from './find-home.ts';

const noReader =
  'DATABASE_URL is set but DATABASE_READER_URL is not, and reading never logs in as the owner: ' +
  'set it to postgres://repometer_reader:PASSWORD@HOST:5432/DATABASE and run "repometer migrate", which makes that role.';

/** @throws Error with a sentence where it has no tables: nothing is started then */
function existingHome(context: Context) {
  const config = findHome(context);
  const { home, databaseUrl } = config;
  const { isInitialised, hasTables, readRunFile } = context.local;
  if (databaseUrl || hasTables(home) || readRunFile(home)) return config;
  if (!isInitialised(home)) throw new Error(`There is no database in ${home} yet; "npm start" makes one.`);
  throw new Error(`The first start in ${home} was interrupted, and there are no tables yet: "npm start" makes them.`);
}

const missing = ['42P01', '3F000', '42501']; // undefined table, undefined schema, no right to a schema

/** Asked only after a statement has failed: a database whose tables are still to be made has none of our schemas. */
async function explainBare(db: Reader, error: unknown): Promise<never> {
  if (missing.includes((error as { code?: string }).code ?? '')) {
    const { rows } = await readRows(db, `select from pg_namespace where nspname = 'report'`);
    if (rows.length === 0) {
      throw new Error('This database has no tables yet: "npm start" or "repometer migrate" makes them.', {
        cause: error,
      });
    }
  }
  throw error;
}

/**
 * Runs `work` with connections of the reader, starting the embedded Postgres for the moment when it is needed.
 *
 * @throws Error with a sentence when there is nothing to read or no reader's login
 */
export async function readDatabase<T>(
  context: Context,
  work: (db: Reader) => Promise<T>,
  options: ReaderOptions = {},
): Promise<T> {
  const { databaseUrl, databaseReaderUrl } = context.config();
  const read = (url: string) =>
    withReader(url, options, (db) => work(db).catch((error: unknown) => explainBare(db, error)));
  if (databaseReaderUrl) return read(databaseReaderUrl);
  if (databaseUrl) throw new Error(noReader);
  const config = existingHome(context);
  return context.local.withPostgres({ config, log: context.output.say }, ({ readerUrl }) => {
    if (!readerUrl) throw new Error(noReader);
    return read(readerUrl);
  });
}

/**
 * Runs `work` with the logins of a database that exists: the reader's, and the owner's where it is known.
 *
 * @throws Error with a sentence when there is nothing to read or no reader's login
 */
export async function withDatabases<T>(
  context: Context,
  work: (urls: { readerUrl: string; databaseUrl: string | undefined }) => Promise<T>,
): Promise<T> {
  const { databaseUrl: ownerUrl, databaseReaderUrl } = context.config();
  if (databaseReaderUrl) return work({ readerUrl: databaseReaderUrl, databaseUrl: ownerUrl });
  if (ownerUrl) throw new Error(noReader);
  const config = existingHome(context);
  return context.local.withPostgres({ config, log: context.output.say }, ({ readerUrl, databaseUrl }) => {
    if (!readerUrl) throw new Error(noReader);
    return work({ readerUrl, databaseUrl });
  });
}

const noOwner =
  'DATABASE_READER_URL is set but DATABASE_URL is not, and what is changed is changed as the owner: ' +
  'set it to postgres://repometer:PASSWORD@HOST:5432/DATABASE.';

/**
 * Runs `work` with the owner's URL of a database that exists.
 *
 * @throws Error with a sentence when there is none, or its owner's login is not known
 */
export async function withOwnerUrl<T>(context: Context, work: (url: string) => Promise<T>): Promise<T> {
  const { databaseUrl: ownerUrl, databaseReaderUrl } = context.config();
  if (databaseReaderUrl && !ownerUrl) throw new Error(noOwner);
  const config = existingHome(context);
  return context.local.withPostgres({ config, log: context.output.say }, ({ databaseUrl }) => work(databaseUrl));
}
