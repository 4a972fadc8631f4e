import { withReader } from '../../sql/reader.ts';
import type { Reader, ReaderOptions } from '../../sql/reader.ts';
import type { Context } from './context.ts';
import { findHome } from './find-home.ts';

const noReader =
  'DATABASE_URL is set but DATABASE_READER_URL is not, and reading never logs in as the owner: ' +
  'set it to postgres://repometer_reader:PASSWORD@HOST:5432/DATABASE and run "repometer migrate", which makes that role.';

function existingHome(context: Context) {
  const config = findHome(context);
  const isThere = context.local.isInitialised(config.home) || context.local.readRunFile(config.home);
  if (!config.databaseUrl && !isThere) {
    throw new Error(`There is no database in ${config.home} yet; "npm start" makes one.`);
  }
  return config;
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
  if (databaseReaderUrl) return withReader(databaseReaderUrl, options, work);
  if (databaseUrl) throw new Error(noReader);
  const config = existingHome(context);
  return context.local.withPostgres({ config, log: context.output.say }, ({ readerUrl }) => {
    if (!readerUrl) throw new Error(noReader);
    return withReader(readerUrl, options, work);
  });
}

/** Runs `work` with the owner's URL of a database that exists. */
export async function withOwnerUrl<T>(context: Context, work: (url: string) => Promise<T>): Promise<T> {
  const config = existingHome(context);
  return context.local.withPostgres({ config, log: context.output.say }, ({ databaseUrl }) => work(databaseUrl));
}
