import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { describeSchema } from '../../sql/describe-schema.ts';
import { migrate } from '../../sql/migrate.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';
import type { EmptyDatabase } from '../support/empty-database.ts';
import { createTestDatabase } from '../support/global.ts';
import { until } from '../support/rig.ts';

const module = new URL('../../sql/migrate.ts', import.meta.url).href;
const loader = new URL('../../bin/typescript.mjs', import.meta.url).href;

async function withClient<T>(url: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  return work(db).finally(() => db.end());
}

const applied = (url: string) =>
  withClient(
    url,
    async (db) => (await db.query('select name from repometer_migration order by name')).rows as unknown[],
  );

/** Migrates in a process of its own, which a test can kill. */
function spawnMigrate(url: string): ChildProcess {
  const code = `import { migrate } from ${JSON.stringify(module)}; await migrate({ databaseUrl: process.argv[1] });`;
  return spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', code, url], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Whether a migration is held up in this database; asked on a connection of its own, as a transaction sees one moment. */
async function isWaiting(db: pg.Client): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query ~ 'create schema github'`,
  );
  return rowCount === 1;
}

describe('migrations', () => {
  let database: EmptyDatabase;
  /** Of a database that one calm migration has made. */
  let schema: string;

  before(async () => {
    const calm = await createTestDatabase(import.meta.url);
    schema = await withClient(calm.url, describeSchema);
    await calm.drop();
  });

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  it('change nothing the second time', async () => {
    const lines: string[] = [];
    await migrate({ databaseUrl: database.url, log: (line) => lines.push(line) });
    const first = lines.splice(0);
    await migrate({ databaseUrl: database.url, log: (line) => lines.push(line) });

    assert.deepEqual(lines, []);
    assert.equal(first.length, (await applied(database.url)).length + 1);
    assert.match(first.at(-1) ?? '', /^Applied \d+ views\.$/);
    assert.equal(await withClient(database.url, describeSchema), schema);
  });

  it('may be started eight times at once on an empty database, and each runs once', async () => {
    const lines: string[] = [];
    const starts = Array.from({ length: 8 }, () =>
      migrate({ databaseUrl: database.url, log: (line) => lines.push(line) }),
    );
    await Promise.all(starts);

    assert.equal(new Set(lines).size, lines.length, 'a migration was applied twice');
    assert.equal(lines.length, (await applied(database.url)).length + 1);
    assert.equal(await withClient(database.url, describeSchema), schema);
  });

  it('leave nothing half done when the process is killed in the middle, and run again', async () => {
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    try {
      // An uncommitted schema of the same name holds up the third migration, after two have run.
      await blocker.query('begin');
      await blocker.query('create schema github');
      const child = spawnMigrate(database.url);
      const ended = once(child, 'exit');
      await until(() => withClient(database.url, isWaiting));
      child.kill('SIGKILL');
      assert.deepEqual(await ended, [null, 'SIGKILL']);
    } finally {
      await blocker.query('rollback');
      await blocker.end();
    }

    await migrate({ databaseUrl: database.url });
    assert.equal(await withClient(database.url, describeSchema), schema);
  });

  it('refuse a database of a newer product, and one whose applied migration was edited', async () => {
    await migrate({ databaseUrl: database.url });
    await withClient(database.url, (db) =>
      db.query(`insert into repometer_migration_checksum values ('9999_later.sql', 'x')`),
    );
    await assert.rejects(migrate({ databaseUrl: database.url }), /newer Repometer \(it knows 9999_later\.sql\)/);
    await withClient(database.url, (db) =>
      db.query(`delete from repometer_migration_checksum where name = '9999_later.sql'`),
    );
    await withClient(database.url, (db) =>
      db.query(`update repometer_migration_checksum set checksum = 'x' where name ~ '^0001'`),
    );
    await assert.rejects(migrate({ databaseUrl: database.url }), /0001_sync\.sql was edited/);
  });

  it('apply a view again when its file has changed since, with what others have built on it', async () => {
    await migrate({ databaseUrl: database.url });
    await withClient(database.url, async (db) => {
      await db.query('create or replace view report.gaps as select repository_id, owner from github.repository');
    }).then(
      () => assert.fail('a view lost its columns'),
      (error: { code?: string }) => assert.equal(error.code, '42P16'),
    );
    await withClient(database.url, async (db) => {
      await db.query('create schema analytics; create view analytics.gaps as select * from report.gaps');
      await db.query(`update repometer_view_checksum set checksum = 'of an older file' where name = 'report/gaps'`);
      await db.query(`comment on view report.gaps is 'of an older file'`);
    });
    const lines: string[] = [];
    await migrate({ databaseUrl: database.url, log: (line) => lines.push(line) });

    assert.deepEqual(lines, ['Applied the view report/gaps.']);
    const built = await withClient(database.url, (db) => db.query('select from analytics.gaps'));
    assert.equal(built.rowCount, 0);
    const { rows } = await withClient(database.url, (db) =>
      db.query<{ comment: string }>(`select obj_description('report.gaps'::regclass) as comment`),
    );
    assert.match(rows[0]?.comment ?? '', /^What GitHub did not give/);
  });

  it('refuse a database whose view has columns that this product does not know', async () => {
    await migrate({ databaseUrl: database.url });
    await withClient(database.url, async (db) => {
      const { rows } = await db.query<{ definition: string }>(
        `select pg_get_viewdef('report.loops'::regclass) as definition`,
      );
      const newer = rows[0]!.definition.replace(/\n\s+FROM /, ', 1 AS a_later_column$&').replace(/;$/, '');
      await db.query(`create or replace view report.loops as ${newer}`);
      await db.query(`update repometer_view_checksum set checksum = 'newer' where name = 'report/loops'`);
    });
    await assert.rejects(migrate({ databaseUrl: database.url }), /newer view report\.loops .* update this one/);
  });
});
