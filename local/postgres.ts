import { join } from 'node:path';
import getPort from 'get-port';
import { type Log } from './log.ts';
import { preparePostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { placePostgresFolder } from './postgres-folder.ts';
import { initialisePostgres } from './postgres-initialise.ts';
import { launchPostgres } from './postgres-launch.ts';
import { stopLeftoverPostgres } from './postgres-leftover.ts';
import { ensureRolesAndDatabase, guardDatabase } from './postgres-roles.ts';
import { identifyProcess, type ProcessIdentity } from './process-identity.ts';
import { type Passwords } from './secrets.ts';
import { asPostgres, stopProcess } from './stop-process.ts';

export interface PostgresOptions {
  /** Postgres' own folder; made when it is missing. */
  folder: string;
  /** 0 = any free one. */
  port: number;
  passwords: Passwords;
  logFile: string;
  log: Log;
  /** For tests: no fsync; data may be lost when the machine stops. */
  fast?: boolean;
  /** Gives up the start. */
  signal?: AbortSignal | undefined;
  /** Others than those that come with the packages. */
  binaries?: PostgresBinaries;
}

export interface Postgres {
  port: number;
  identity: ProcessIdentity;
  superuserUrl: string;
  /** Logs in as `repometer`, owner of the database `repometer`. */
  databaseUrl: string;
  /** Logs in as `repometer_reader`. */
  readerUrl: string;
  /** Resolves with a clause such as `ended with code 1`; never rejects. */
  exited: Promise<string>;
  /** Fast shutdown; resolves when Postgres has ended. */
  stop(): Promise<void>;
}

/** The URLs of the embedded Postgres at a port. */
export function postgresUrls(port: number, passwords: Passwords) {
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    superuserUrl: url('postgres', passwords.superuser, 'postgres'),
    databaseUrl: url('repometer', passwords.owner, 'repometer'),
    readerUrl: url('repometer_reader', passwords.reader, 'repometer'),
  };
}

/**
 * Starts the embedded Postgres on its folder, making data, roles and database where they are missing.
 * Never to be called twice for one folder at the same time: the home's lock sees to that.
 *
 * @throws Error with a sentence when it cannot be made or started, or the signal's reason; it does not run then
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = await placePostgresFolder(options.folder, options.log, options.signal);
  const binaries = options.binaries ?? preparePostgresBinaries(place.account, place.copyFolder);
  await stopLeftoverPostgres(place.folder, options.log, options.signal);
  const data = await initialisePostgres(place, binaries, options.passwords.superuser, options.signal);
  const port = options.port || (await getPort());
  const urls = postgresUrls(port, options.passwords);
  const { child, superuser } = await launchPostgres({
    binary: join(binaries.folder, 'bin', 'postgres'),
    data,
    port,
    account: place.account,
    superuserUrl: urls.superuserUrl,
    logFile: options.logFile,
    log: options.log,
    fast: options.fast,
    signal: options.signal,
  });
  const exited = new Promise<string>((resolve) => {
    const tell = () =>
      resolve(child.signalCode ? `was ended by ${child.signalCode}` : `ended with code ${child.exitCode}`);
    if (child.exitCode !== null || child.signalCode !== null) tell();
    else child.once('exit', tell);
  });
  const identity = identifyProcess(child.pid!) ?? { pid: child.pid!, startTime: 'ended' };
  const stop = async () => {
    await stopProcess(identity, asPostgres);
    await exited;
  };
  try {
    await ensureRolesAndDatabase(superuser, options.passwords);
    await guardDatabase(urls.superuserUrl);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await superuser.end().catch(() => undefined);
  }
  return { port, identity, ...urls, exited, stop };
}
