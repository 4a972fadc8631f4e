import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Config } from '../config.ts';
import { expectTables, openHome, type Home } from './home.ts';
import { stopLeftovers } from './leftovers.ts';
import { lockHolder, takeLock } from './lock.ts';
import { type Log } from './log.ts';
import { choosePort } from './ports.ts';
import { postgresUrls, startPostgres, type Postgres } from './postgres.ts';
import { createRunRecord, readRunFile } from './run-file.ts';
import { passwordsOf } from './secrets.ts';

export interface Database {
  /** Logs in as the owner. */
  databaseUrl: string;
  /** Logs in as the reader; undefined with DATABASE_URL but no DATABASE_READER_URL. */
  readerUrl: string | undefined;
}

export interface WithPostgresOptions {
  config: Config;
  log: Log;
}

const stackReadyWithinMs = 180_000;

/** The database of a stack that runs in this home; waits for one that is still starting. */
async function runningDatabase(home: Home, log: Log): Promise<Database | undefined> {
  const deadline = Date.now() + stackReadyWithinMs;
  let isSaid = false;
  while (lockHolder(home)?.purpose === 'stack') {
    const run = readRunFile(home.folder);
    if (run && !run.embedded.postgres) {
      throw new Error(`What runs in ${home.folder} uses another Postgres; set DATABASE_URL as it was set there.`);
    }
    if (run?.troubles['postgres']) throw new Error(run.troubles['postgres']);
    const port = run?.processes['postgres'] && run.ports['postgres'];
    if (port) return postgresUrls(port, passwordsOf(home));
    if (Date.now() > deadline) throw new Error(`The stack in ${home.folder} has had no Postgres for three minutes.`);
    if (!isSaid) log('Waiting for the Postgres of the stack that is starting …');
    isSaid = true;
    await delay(100);
  }
  return undefined;
}

/** Runs `work`; a signal to end runs `cleanUp` first and then ends this process as the signal would have. */
async function cleaningUp<T>(work: () => Promise<T>, cleanUp: () => Promise<void>): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    const end = () => {
      for (const name of signals) process.off(name, onSignal);
      process.kill(process.pid, signal);
    };
    cleanUp().then(end, end);
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    return await work();
  } finally {
    await cleanUp();
    for (const name of signals) process.off(name, onSignal);
  }
}

async function startForTheMoment<T>(
  { config, log }: WithPostgresOptions,
  home: Home,
  releaseLock: () => void,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const interrupted = new AbortController();
  const { signal } = interrupted;
  let starting: Promise<Postgres> | undefined;
  let cleaned: Promise<void> | undefined;
  const cleanUp = () =>
    (cleaned ??= (async () => {
      interrupted.abort();
      const postgres = await starting?.catch(() => undefined);
      await postgres?.stop().finally(() => rmSync(home.runFile, { force: true }));
      releaseLock();
    })());
  return cleaningUp(async () => {
    await stopLeftovers(home, log, signal);
    const request = { ...config.ports.postgres, variable: 'REPOMETER_POSTGRES_PORT', what: 'Postgres' };
    const port = await choosePort(request, log);
    const logFile = join(home.logs, 'postgres.log');
    signal.throwIfAborted();
    expectTables(home);
    starting = startPostgres({ folder: home.postgres, port, passwords: passwordsOf(home), logFile, log, signal });
    const postgres = await starting;
    createRunRecord(home, { postgres: true, temporal: false }).add('postgres', postgres.identity, { postgres: port });
    return work(postgres);
  }, cleanUp);
}

/**
 * Runs `work` with a database: DATABASE_URL's, that of the stack that runs in the home, or the embedded Postgres started
 * for the moment and stopped afterwards. Makes a new database where there is none: a caller that only reads asks
 * `isInitialised` first.
 *
 * @throws what `work` throws, or an Error with a sentence when Postgres cannot be started
 */
export async function withPostgres<T>(
  { config, log }: WithPostgresOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl) return work({ databaseUrl: config.databaseUrl, readerUrl: config.databaseReaderUrl });
  const home = openHome(config.home);
  for (;;) {
    const running = await runningDatabase(home, log);
    if (running) return work(running);
    const releaseLock = await takeLock({ home, purpose: 'moment', log });
    // Undefined: a stack took it while we waited, and will have a Postgres for us in a moment.
    if (releaseLock) return startForTheMoment({ config, log }, home, releaseLock, work);
  }
}
