import { spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { type PostgresBinaries } from './postgres-binaries.ts';
import { type PostgresFolder } from './postgres-folder.ts';
import { signalProcess } from './stop-process.ts';

interface Initdb {
  place: PostgresFolder;
  binaries: PostgresBinaries;
  target: string;
  passwordFile: string;
  signal: AbortSignal | undefined;
}

async function runInitdb({ place, binaries, target, passwordFile, signal }: Initdb) {
  const args = [
    `--pgdata=${target}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const { account } = place;
  const child = spawn(join(binaries.folder, 'bin', 'initdb'), args, {
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal's Ctrl-C reaches us alone, and we end it.
    detached: true,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  const cancel = () => child.pid && signalProcess(-child.pid, 'SIGKILL');
  signal?.addEventListener('abort', cancel, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close').finally(() => signal?.removeEventListener('abort', cancel))) as [
    number | null,
  ];
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(`Postgres' initdb failed: ${output.trim().split('\n').slice(-3).join(' ')}`);
}

/**
 * Makes the data folder `data` of a new Postgres, or checks that the existing one is of this major version.
 * An initdb that was killed leaves only `data.new`, which the next call replaces.
 *
 * @returns the path of the data folder
 * @throws Error with a sentence when initdb fails or the data are of another major version; the signal's reason
 */
export async function initialisePostgres(
  place: PostgresFolder,
  binaries: PostgresBinaries,
  superuserPassword: string,
  signal?: AbortSignal,
): Promise<string> {
  const data = join(place.folder, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) {
    const major = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8'));
    if (major === binaries.major) return data;
    throw new Error(
      `${data} was made by Postgres ${major}, this version of Repometer brings ${binaries.major}; ` +
        'use the version that made it to move the data, or set REPOMETER_HOME to a new folder.',
    );
  }
  const unfinished = join(place.folder, 'data.new');
  const passwordFile = join(place.folder, 'password.new');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
  try {
    await runInitdb({ place, binaries, target: unfinished, passwordFile, signal });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, data);
  return data;
}
