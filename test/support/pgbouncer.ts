import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { chooseAccount } from '../../local/postgres-account.ts';
import { installDebianPackage } from './debian-package.ts';
import { leash } from './leash.ts';
import { until } from './rig.ts';

const binaries = [
  '/usr/sbin/pgbouncer',
  '/usr/bin/pgbouncer',
  '/usr/local/bin/pgbouncer',
  '/opt/homebrew/bin/pgbouncer',
];
const findBinary = () => binaries.find((file) => existsSync(file));

/**
 * @returns path of a real PgBouncer; on Debian as root it is installed when it is missing
 * @throws Error that says what to install
 */
export function requirePgBouncer(): string {
  const found = findBinary();
  if (found) return found;
  installDebianPackage('pgbouncer', 'the tests behind a pooler');
  const installed = findBinary();
  if (installed) return installed;
  throw new Error('Tests behind a pooler need PgBouncer: install it (Debian: apt-get install pgbouncer).');
}

export type PoolMode = 'session' | 'transaction' | 'statement';

export interface PgBouncer {
  /** The same login and database, through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}

/**
 * Starts a PgBouncer before a server.
 *
 * @param urls logins that it may let in, all of one server
 * @param settings others than Debian's own
 */
export async function startPgBouncer(
  urls: string[],
  mode: PoolMode,
  settings: Record<string, string | number> = {},
): Promise<PgBouncer> {
  const binary = requirePgBouncer();
  const folder = mkdtempSync(join(tmpdir(), 'repometer-pgbouncer-'));
  const port = await getPort();
  const account = chooseAccount();
  const server = new URL(urls[0]!);
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (account) chownSync(path, account.uid, account.gid);
    return path;
  };
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  const users = new Map(urls.map((url) => [new URL(url).username, decodeURIComponent(new URL(url).password)]));
  const values = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: file('users.txt', [...users].map(([name, password]) => `"${name}" "${password}"\n`).join('')),
    pool_mode: mode,
    logfile: join(folder, 'pgbouncer.log'),
    ...settings,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${value}\n`);
  const ini = `[databases]\n* = host=${server.hostname} port=${server.port}\n[pgbouncer]\n${lines.join('')}`;
  const child = spawn(binary, ['-q', file('pgbouncer.ini', ini)], {
    cwd: '/',
    stdio: 'ignore',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  await once(child, 'spawn');
  const held = leash(child.pid!, 'INT', folder);
  await until(async () => child.exitCode !== null || (await canConnect(port)));
  if (child.exitCode !== null) throw new Error(`PgBouncer ended with ${child.exitCode}; see ${folder}/pgbouncer.log.`);
  return {
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    async stop() {
      // At once: a session that somebody forgot to close must not keep a test.
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      held.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
