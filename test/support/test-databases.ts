import { createHash } from 'node:crypto';
import pg from 'pg';
import { guardDatabase } from '../../local/postgres-roles.ts';
import { migrate } from '../../sql/migrate.ts';

export interface TestDatabase {
  /** Logs in as the owner, `repometer`. */
  url: string;
  /** Logs in as `repometer_reader`. */
  readerUrl: string;
  superuserUrl: string;
  /** Drops the database, unless a test of its file has failed: then it stays for a look. */
  drop(): Promise<void>;
}

/** Logins of a server that tests use. */
export interface PostgresLogins {
  superuserUrl: string;
  databaseUrl: string;
  readerUrl: string;
}

const template = 'repometer_template';

function at(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function asSuperuser(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const allow = (database: string) => [
  `revoke all on database ${database} from public`,
  `grant connect on database ${database} to repometer_reader`,
];

/** Makes the migrated database that all others of this server are copies of; once for each server. */
export async function createTemplate({ superuserUrl, databaseUrl, readerUrl }: PostgresLogins): Promise<void> {
  await asSuperuser(superuserUrl, `create database ${template} owner repometer`, ...allow(template));
  await guardDatabase(superuserUrl, template);
  await migrate({ databaseUrl: at(databaseUrl, template), readerPassword: new URL(readerUrl).password });
}

/** Unlike that of any other process that uses the server, and at most 63 characters long. */
function nameOf(titleOrFile: string, count: number): string {
  const words =
    titleOrFile
      .replace(/\.test\.ts$/, '')
      .split('/')
      .at(-1) ?? '';
  const slug = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 32);
  const hash = createHash('sha256').update(titleOrFile).digest('hex').slice(0, 6);
  return `test_${slug}_${hash}_${process.pid}_${count}`;
}

export interface TestDatabasesOptions {
  /** The server, after its template is made. */
  prepared(): Promise<PostgresLogins>;
  /** Tells whether a test of this title or file has failed. */
  hasFailed(titleOrFile: string): boolean;
  /** Gets the name of a database that stays. */
  keep(name: string): Promise<void>;
}

/** Makes databases that begin migrated and empty, each a copy of the server's template. */
export function createTestDatabases({ prepared, hasFailed, keep }: TestDatabasesOptions) {
  let count = 0;

  return async function create(titleOrFile: string): Promise<TestDatabase> {
    const server = await prepared();
    const name = nameOf(titleOrFile, (count += 1));
    await asSuperuser(
      server.superuserUrl,
      `create database ${name} template ${template} owner repometer`,
      ...allow(name),
    );
    return {
      url: at(server.databaseUrl, name),
      readerUrl: at(server.readerUrl, name),
      superuserUrl: at(server.superuserUrl, name),
      async drop() {
        if (!hasFailed(titleOrFile)) return asSuperuser(server.superuserUrl, `drop database ${name} with (force)`);
        console.error(`Kept the database ${name} of a failed test.`);
        await keep(name);
      },
    };
  };
}
