import assert from 'node:assert/strict';
import pg from 'pg';
import { withReader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

const role = `builder_${process.pid}`;

describe('the command schema', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let superuser: pg.Client;
  const sessions: pg.Client[] = [];

  async function open(url: string): Promise<pg.Client> {
    const session = new pg.Client({ connectionString: url });
    await session.connect();
    sessions.push(session);
    return session;
  }
  const asRole = () => open(Object.assign(new URL(database.readerUrl), { username: role, password: 'trial' }).href);

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    superuser = await open(database.superuserUrl);
    await superuser.query(`create role ${role} login password 'trial'`);
    await superuser.query(`grant connect on database ${new URL(database.url).pathname.slice(1)} to ${role}`);
    await storeRepository(superuser, 7, 'Acme/widgets');
  });
  afterEach(() => Promise.all(sessions.splice(1).map((session) => session.end())));
  after(async () => {
    await superuser?.query(`drop owned by ${role}; drop role ${role}`);
    await superuser?.end();
    await database?.drop();
  });

  const run = (...args: string[]) =>
    runCli(['schema', ...args], { DATABASE_URL: database.url, DATABASE_READER_URL: database.readerUrl });

  /** Creates and fills a table and a view in the schema, and tries the product's own schemas. */
  async function build(session: pg.Client, schema: string): Promise<void> {
    await session.query('set default_transaction_read_only = off');
    await session.query(
      `create table ${schema}.stars as select repository_id, repository, now() as at from report.labels`,
    );
    await session.query(`insert into ${schema}.stars values (7, 'Acme/widgets', now())`);
    await session.query(
      `create view ${schema}.mine as select * from ${schema}.stars where repository = 'ACME/WIDGETS'`,
    );
    assert.equal((await session.query(`select from ${schema}.mine`)).rowCount, 1);
    await session.query('create temporary table passing as select 1');
    for (const attempt of [
      'create table report.mine (id int)',
      'create view report.mine as select 1',
      'create table kpi.mine (id int)',
      'create table public.mine (id int)',
      'create schema mine',
      'select * from kpi.releases_monthly',
      'select * from github.repository',
      'delete from report.labels',
      'drop view report.labels',
      'alter view report.labels rename to labels_of_mine',
      'alter domain report.github_name add check (true)',
    ])
      await assert.rejects(session.query(attempt), /permission denied|must be owner|cannot delete/, attempt);
  }

  it('makes a schema in which the reader may build, and nowhere else', async () => {
    const reader = await open(database.readerUrl);
    await reader.query('set default_transaction_read_only = off');
    await assert.rejects(reader.query('create table analytics.mine (id int)'), /does not exist/);

    const { code, out, err } = await run('add', 'analytics');
    assert.deepEqual([code, out], [0, ''], err);
    assert.match(
      err,
      /^The schema analytics was made, and repometer_reader may build in it\. The schemas of Repometer stay/,
    );
    assert.match(err, /^Sessions of repometer_reader begin read only: .*PGOPTIONS/m);
    await build(reader, 'analytics');
    const again = await run('add', 'analytics');
    assert.deepEqual(
      [again.code, again.err],
      [0, 'repometer_reader may build in analytics already; nothing has changed.\n'],
    );
    // It counts as a reader still.
    await withReader(database.readerUrl, {}, async (pool) => {
      assert.equal((await pool.query('select from analytics.mine')).rowCount, 1);
    });
  });

  it('lets a role of its own build there, too, which reads report and views that come later', async () => {
    const stranger = await asRole();
    await assert.rejects(stranger.query('select from report.labels'), /permission denied for schema report/);
    const { code, err } = await run('add', 'analytics', '--role', role);
    assert.equal(code, 0, err);
    assert.match(err, new RegExp(`^In the schema analytics ${role} may build, too\\.`));
    await stranger.query('drop table if exists analytics.nothing');
    const other = await run('add', 'marts', '--role', role);
    assert.match(other.err, new RegExp(`^The schema marts was made, and ${role} may build in it\\.`));
    assert.doesNotMatch(other.err, /begin read only/);
    await build(stranger, 'marts');
    await superuser.query('set role repometer; create view report.later as select 1 as one; reset role');
    assert.equal((await stranger.query('select from report.later')).rowCount, 1);
    await superuser.query('drop view report.later');

    const { out } = await run('list', '--format', 'json');
    const rows = JSON.parse(out) as { schema: string; roles: string; relations: number; bytes: number }[];
    assert.deepEqual(
      rows.map(({ bytes, ...row }) => ({ ...row, hasSize: bytes > 0 })),
      [
        { schema: 'analytics', roles: `${role}, repometer_reader`, relations: 2, hasSize: true },
        { schema: 'marts', roles: role, relations: 2, hasSize: true },
      ],
    );
  });

  it('drops what it has made: an empty schema at once, another with everything in it where that is said', async () => {
    const [full, asked] = await Promise.all([run('remove', 'marts'), run('remove', 'marts', '--purge')]);
    assert.deepEqual(
      [full.code, full.err],
      [1, 'marts has 2 tables and views; --purge drops them, too, and what stands on them.\n'],
    );
    assert.equal(asked.code, 2);
    assert.match(asked.err, /without a terminal to ask in, it needs --yes/);
    const dropped = await run('remove', 'marts', '--purge', '--yes');
    assert.deepEqual(
      [dropped.code, dropped.err],
      [0, 'The schema marts was dropped. Who built there still reads report.\n'],
    );
    await superuser.query('drop view analytics.mine; drop table analytics.stars');
    assert.equal((await run('remove', 'analytics')).code, 0);
    const { rows } = await superuser.query(
      `select nspname from pg_namespace where nspname in ('marts', 'analytics', 'report')`,
    );
    assert.deepEqual(rows, [{ nspname: 'report' }]);
  });

  it("refuses a schema that is somebody else's, one that is not there, and a role that is none to build, in a sentence", async () => {
    await superuser.query('create schema theirs');
    const theirs = /^The schema theirs is there and was not made by "repometer schema add"; choose another name\.$/m;
    const refused: [string[], number, RegExp][] = [
      [['add', 'theirs'], 2, theirs],
      [['remove', 'theirs', '--purge', '--yes'], 2, theirs],
      [['remove', 'gone'], 1, /^There is no schema gone; "repometer schema list" shows which there are\.$/m],
      [['add', 'ours', '--role', 'nobody_here'], 2, /^There is no role nobody_here; an administrator makes it with: /],
      [
        ['add', 'ours', '--role', 'repometer'],
        2,
        /^--role repometer may build everywhere here; name a role that may not\.$/m,
      ],
    ];
    const answers = await Promise.all(refused.map(([args]) => run(...args)));
    answers.forEach(({ code, out, err }, place) => {
      const [args, expected, sentence] = refused[place]!;
      assert.deepEqual([code, out], [expected, ''], `${args.join(' ')}: ${err}`);
      assert.match(err, sentence);
    });
    const { rows } = await superuser.query(
      `select nspname from pg_namespace where nspname in ('theirs', 'ours', 'report') order by 1`,
    );
    assert.deepEqual(rows, [{ nspname: 'report' }, { nspname: 'theirs' }]);
  });
});
