import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Log } from './log.ts';
import { withLogFile } from './open-log-file.ts';
import { type Account } from './postgres-account.ts';

export interface LaunchOptions {
  /** The `postgres` binary. */
  binary: string;
  /** The data folder, initialised. */
  data: string;
  port: number;
  account: Account | undefined;
  /** To log in with as soon as it answers. */
  superuserUrl: string;
  logFile: string;
  log: Log;
  fast?: boolean | undefined;
  /** Gives up waiting for its answer, and ends it. */
  signal?: AbortSignal | undefined;
}

const readyWithinMs = 180_000; // recovery after a kill may replay a gigabyte of log

function settings(port: number, fast: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    password_encryption: 'scram-sha-256',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    // A worker opens up to 37 sessions, and two of Temporal's own servers some hundred.
    max_connections: 300,
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function launch({ binary, data, port, account, logFile, fast }: LaunchOptions): ChildProcess {
  const args = ['-D', data, ...settings(port, fast ?? false)];
  return withLogFile(logFile, (log) =>
    spawn(binary, args, {
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      detached: true,
      stdio: ['ignore', log, log],
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    }),
  );
}

async function connectOnce(url: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = (error as { code?: string }).code;
    if (code === '28P01')
      throw new Error('The password of the embedded Postgres in secrets.json is wrong.', { cause: error });
    return undefined; // not listening yet, or still recovering (57P03)
  }
}

function lastLogLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' ');
}

/** Waits until Postgres lets us in, undefined when it ended because of what a killed one still holds for a moment. */
async function connectWhenReady(child: ChildProcess, { superuserUrl, log, logFile, signal }: LaunchOptions) {
  const deadline = Date.now() + readyWithinMs;
  const sayAt = Date.now() + 5_000;
  let isSaid = false;
  for (;;) {
    signal?.throwIfAborted();
    const client = await connectOnce(superuserUrl);
    if (client) return client;
    if (hasEnded(child)) {
      const lines = lastLogLines(logFile);
      if (/shared memory block|lock file .* already exists/.test(lines)) return undefined;
      throw new Error(`Postgres does not start (see ${logFile}): ${lines}`);
    }
    if (Date.now() > deadline) throw new Error(`Postgres does not answer; see ${logFile}.`);
    if (!isSaid && Date.now() > sayAt) {
      log('Postgres recovers what a sudden end left behind; this may take a minute or two …');
      isSaid = true;
    }
    await delay(50);
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGQUIT');
  await once(child, 'exit');
}

/**
 * Starts the server on its data folder and logs in as soon as it lets us; tries again for ten seconds while processes of
 * a killed server still hold the folder.
 *
 * @throws Error with a sentence when it does not start or does not answer, or the signal's reason; it has ended then
 */
export async function launchPostgres(options: LaunchOptions): Promise<{ child: ChildProcess; superuser: pg.Client }> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const child = launch(options);
    await once(child, 'spawn');
    try {
      const superuser = await connectWhenReady(child, options);
      if (superuser) return { child, superuser };
    } catch (error) {
      await end(child);
      throw error;
    }
    await delay(500);
  }
  throw new Error(`Processes of an earlier Postgres still hold ${options.data}; see ${options.logFile}.`);
}
