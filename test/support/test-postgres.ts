import { existsSync } from 'node:fs';
import { join } from 'node:path';
import getPort from 'get-port';
import pg from 'pg';
import type { PostgresBinaries } from '../../local/postgres-binaries.ts';
import { ensureRolesAndDatabase } from '../../local/postgres-roles.ts';
import { postgresUrls, startPostgres } from '../../local/postgres.ts';
import { generatePasswords } from '../../local/secrets.ts';
import { installDebianPackage } from './debian-package.ts';
import { leash } from './leash.ts';
import type { PostgresLogins } from './test-databases.ts';

/** Says which Postgres tests use: none for the embedded one, `15` for Debian's package, or a superuser's URL. */
export const postgresVariable = 'REPOMETER_TEST_POSTGRES';

export interface TestPostgres extends PostgresLogins {
  /** How to open the data again after `stop`; undefined where they are not ours to keep. */
  reopen?(data: string): string;
  stop(): Promise<void>;
  /** Its folder is removed: nobody needs to do that any more when this process is killed. */
  release(): void;
}

const log = (sentence: string) => console.error(sentence);
const debianFolder = (major: number) => `/usr/lib/postgresql/${major}`;

/** @throws Error that says what to install */
function requireDebianPostgres(major: number): PostgresBinaries {
  const folder = debianFolder(major);
  if (!existsSync(join(folder, 'bin', 'initdb'))) installDebianPackage(`postgresql-${major}`, `Postgres ${major}`);
  if (existsSync(join(folder, 'bin', 'initdb'))) return { folder, major };
  throw new Error(
    `Tests on Postgres ${major} need Debian's package postgresql-${major}: install it, ` +
      `or name a superuser's URL of such a server in ${postgresVariable}.`,
  );
}

/** A server that somebody else runs; it gets our two roles, with new passwords. */
async function usePostgres(superuserUrl: string): Promise<TestPostgres> {
  const passwords = generatePasswords();
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  try {
    await ensureRolesAndDatabase(superuser, passwords);
    for (const [role, password] of [
      ['repometer', passwords.owner],
      ['repometer_reader', passwords.reader],
    ]) {
      await superuser.query(`alter role ${role} password ${pg.escapeLiteral(password!)}`);
    }
    await superuser.query('drop database if exists repometer_template'); // of an earlier run
  } finally {
    await superuser.end();
  }
  const { hostname, port } = new URL(superuserUrl);
  const at = (url: string) => Object.assign(new URL(url), { hostname }).href;
  const release = () => undefined;
  const { databaseUrl, readerUrl } = postgresUrls(Number(port || 5432), passwords);
  return {
    superuserUrl,
    databaseUrl: at(databaseUrl),
    readerUrl: at(readerUrl),
    stop: () => Promise.resolve(),
    release,
  };
}

/**
 * Starts the Postgres that tests share, or takes the one that is named.
 *
 * @param which see `postgresVariable`
 * @param root an existing folder, removed when this process is killed
 * @throws Error with a sentence when there is none
 */
export async function startTestPostgres(which: string | undefined, root: string): Promise<TestPostgres> {
  if (which?.includes('://')) return usePostgres(which);
  const binaries = which ? requireDebianPostgres(Number(which)) : undefined;
  const server = await startPostgres({
    folder: join(root, 'postgres'),
    port: await getPort(),
    passwords: generatePasswords(),
    logFile: join(root, 'logs', 'postgres.log'),
    log,
    fast: true,
    ...(binaries ? { binaries } : {}),
  });
  const held = leash(server.identity.pid, 'INT', root);
  const { superuserUrl, databaseUrl, readerUrl, port } = server;
  return {
    superuserUrl,
    databaseUrl,
    readerUrl,
    reopen: (data) =>
      `${binaries ? `${binaries.folder}/bin/` : ''}postgres -D ${data} -p ${port} -c unix_socket_directories=''\n${superuserUrl}\n`,
    stop: server.stop,
    release: held.release,
  };
}

/** @throws Error with a sentence when a server is of another major version */
export async function requireMajor({ superuserUrl }: PostgresLogins, major: number): Promise<void> {
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  const { rows } = await superuser
    .query<{ major: number }>(`select current_setting('server_version_num')::int / 10000 as major`)
    .finally(() => superuser.end());
  if (rows[0]?.major !== major) throw new Error(`The Postgres that was named is ${rows[0]?.major}, not ${major}.`);
}
