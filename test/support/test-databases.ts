import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Postgres } from '../../local/postgres.ts';
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

/**
 * Makes databases that begin migrated and empty, each a copy of a template that is migrated once.
 *
 * @param hasFailed tells whether a test of this title or file has failed
 */
export function createTestDatabases(postgres: () => Promise<Postgres>, hasFailed: (titleOrFile: string) => boolean) {
  let prepared: Promise<Postgres> | undefined;
  let count = 0;
  let keptCount = 0;

  async function prepare(): Promise<Postgres> {
    const server = await postgres();
    await asSuperuser(server.superuserUrl, `create database ${template} owner repometer`, ...allow(template));
    const readerPassword = new URL(server.readerUrl).password;
    await migrate({ databaseUrl: at(server.databaseUrl, template), readerPassword });
    return server;
  }

  async function create(titleOrFile: string): Promise<TestDatabase> {
    const server = await (prepared ??= prepare());
    const words =
      titleOrFile
        .replace(/\.test\.ts$/, '')
        .split('/')
        .at(-1) ?? '';
    const slug = words
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .slice(0, 40);
    const name = `test_${slug}_${createHash('sha256').update(titleOrFile).digest('hex').slice(0, 6)}_${(count += 1)}`;
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
        keptCount += 1;
        console.error(`Kept the database ${name} of a failed test.`);
      },
    };
  }

  return { create, kept: () => keptCount };
}
