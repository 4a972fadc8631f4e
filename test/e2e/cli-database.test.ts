import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { listReports } from '../../client/reports/catalogue.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

const repository = `
  insert into github.repository
    (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
  values (7, 'Acme', 'widgets', false, false, false, false, true, '2026-10-01');
  insert into sync.resource (subject_id, resource, state, rows_stored, github_total, complete_through)
  values (7, 'issues', 'ok', 9007199254740993, 5, '2026-10-01 02:03:04.5+00');
  insert into kpi.issue_labels_monthly (repository_id, month, label, issues_opened, issues_closed, share_of_opened,
    open_at_month_end_current_labels, definition_version, computed_at)
  values (7, '2026-08-01', 'bug, "old"', 1, 0, 0.1, 1, 1, '2026-10-01'), (7, '2026-09-01', '', 2, 1, null, 2, 1, '2026-10-01');
`;

describe('the commands that read', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let superuser: pg.Client;
  const read = (...args: string[]) => runCli(args, { DATABASE_READER_URL: database.readerUrl });

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    await superuser.query(repository);
  });
  after(async () => {
    await superuser?.end();
    await database?.drop();
  });

  it('print every view as JSON, with nothing else on stdout', async () => {
    for (const { view } of listReports()) {
      const { code, out, err } = await read('report', view.replaceAll('_', '-'), '--format', 'json');
      assert.equal(code, 0, err);
      assert.ok(Array.isArray(JSON.parse(out)), view);
    }
  });

  it('filter by repository, in any case, and by a half-open span of months', async () => {
    const args = ['report', 'issue_labels_monthly', '--repository', 'acme/WIDGETS', '--format', 'json'];
    const months = async (...more: string[]) =>
      (JSON.parse((await read(...args, ...more)).out) as { month: string }[]).map(({ month }) => month);
    assert.deepEqual(await months(), ['2026-08-01', '2026-09-01']);
    assert.deepEqual(await months('--from', '2026-08', '--to', '2026-09'), ['2026-08-01']);
    assert.deepEqual(await months('--from', '2026-09-01'), ['2026-09-01']);
    assert.deepEqual(JSON.parse((await read('report', 'issues', '--repository', 'a/b', '--format', 'json')).out), []);
  });

  it('say why a view has no rows', async () => {
    const said = async (...args: string[]) => (await read('report', 'new-contributors-monthly', ...args)).err;
    assert.match(await said('--repository', 'a/b'), /^a\/b is not kept here; "repometer repos add a\/b" begins to\.$/m);
    assert.equal(await said('--repository', 'acme/widgets'), '');
    await superuser.query(`insert into sync.resource (subject_id, resource, state) values (7, 'reviews', 'loading')`);
    try {
      assert.match(
        await said('--repository', 'acme/widgets'),
        /^The first load of Acme\/widgets is under way; monthly/m,
      );
    } finally {
      await superuser.query(`delete from sync.resource where resource = 'reviews'`);
    }
  });

  it('print a status with instants in UTC and numbers that are exact', async () => {
    const [row] = JSON.parse((await read('status', 'acme/widgets', '--format', 'json')).out) as Record<
      string,
      unknown
    >[];
    assert.equal(row?.complete_through, '2026-10-01T02:03:04.5Z');
    assert.equal(row?.rows_stored, '9007199254740993');
    assert.equal(row?.github_total, 5);
  });

  it('print CSV that Postgres loads back row for row', async () => {
    const select = `select * from (values
      (1, 'a,"b"', null::text, '{x,"y z"}'::text[], true, 0.1::float8, now()),
      (2, '', E'two\nlines', '{}', null, 'NaN', 'infinity'),
      (3, '\\.', ' padded ', null, false, 1e300, '2026-10-01 02:03:04.123456+00')
    ) as v (n, a, b, c, d, e, f)`;
    const { out, err } = await read('sql', select.replace('now()', `'2026-01-01'::timestamptz`), '--format', 'csv');
    assert.match(out, /^n,a,b,c,d,e,f\n/, err);
    const folder = mkdtempSync(join(tmpdir(), 'repometer-csv-'));
    try {
      const file = join(folder, 'rows.csv');
      writeFileSync(file, out);
      // Postgres, another user, reads the file.
      chmodSync(folder, 0o755);
      chmodSync(file, 0o644);
      await superuser.query(
        'create temp table loaded (n int, a text, b text, c text[], d bool, e float8, f timestamptz)',
      );
      await superuser.query(`copy loaded from '${file}' csv header`);
      const difference = await superuser.query(
        `(${select.replace('now()', `'2026-01-01'::timestamptz`)} except all table loaded)`,
      );
      assert.deepEqual(difference.rows, []);
      assert.equal((await superuser.query('table loaded')).rows.length, 3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const forbidden: [string, RegExp][] = [
    ['select * from raw.page', /permission denied for schema raw/],
    ['select * from sync.loop', /permission denied for schema sync/],
    ['select * from github.issue', /permission denied for schema github/],
    ['delete from kpi.label_rule', /permission denied for schema kpi/],
    ["copy (select 1) to program 'id'", /permission denied to COPY to or from an external program/],
    ["copy (select 1) to '/tmp/repometer-x'", /permission denied to COPY to a file/],
    ["select pg_read_file('/etc/passwd')", /permission denied for function pg_read_file/],
    ['select 1; select 2', /cannot insert multiple commands into a prepared statement/],
    ['commit; drop schema report cascade', /cannot insert multiple commands/],
    ['create temp table x (a int)', /read-only transaction|permission denied/],
    ['do $$ begin perform pg_sleep(60); end $$', /took too long; --timeout/],
  ];
  for (const [statement, reason] of forbidden) {
    it(`refuse "${statement}" with what Postgres says`, async () => {
      const { code, out, err } = await read('sql', statement, '--timeout', '500ms');
      assert.equal(code, 1);
      assert.match(err, reason);
      assert.equal(err.trimEnd().split('\n').length, 1, err);
      assert.equal(out, '');
    });
  }

  it('never log in with a login that may do more, whatever its statement is', async () => {
    for (const url of [database.url, database.superuserUrl]) {
      const { code, err } = await runCli(['sql', 'select 1'], { DATABASE_READER_URL: url });
      assert.equal(code, 1);
      assert.match(err, /may do more than read reports; set DATABASE_READER_URL to that of repometer_reader/);
    }
  });

  it('say which variable is missing where only the owner is known', async () => {
    const { code, err } = await runCli(['status'], { DATABASE_URL: database.url });
    assert.equal(code, 1);
    assert.match(err, /DATABASE_READER_URL is not/);
  });

  it('say what is wrong with a login, without its password', async () => {
    const wrong = new URL(database.readerUrl);
    wrong.password = 'secret-word';
    const { code, err } = await runCli(['status'], { DATABASE_READER_URL: wrong.href });
    assert.equal(code, 1);
    assert.match(err, /Postgres refuses the login/);
    assert.ok(!err.includes('secret-word'));
    const missing = new URL(database.readerUrl);
    missing.pathname = '/nowhere';
    assert.match(
      (await runCli(['status'], { DATABASE_READER_URL: missing.href })).err,
      /"nowhere" does not exist; create it/,
    );
  });
});
