import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import stringWidth from 'string-width';
import { writeRows } from '../../client/cli/report/write-rows.ts';
import { listReports } from '../../client/reports/catalogue.ts';
import { createReader } from '../../sql/reader.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { productEnvironment } from '../support/product-environment.ts';
import { startInTerminal } from '../support/terminal.ts';
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
    const { code, out, err } = await read('report', 'new-contributors-monthly', '--format', 'json');
    assert.equal(code, 0, err);
    assert.ok(Array.isArray(JSON.parse(out)));
    // What that command runs, for each: a process each would be a minute of starting.
    const reader = createReader(database.readerUrl);
    try {
      for (const { view } of listReports()) {
        let text = '';
        const print = (part: string | Uint8Array) => void (text += String(part));
        const output = { print, write: (part: string | Uint8Array) => Promise.resolve(print(part)) };
        await writeRows(output, reader, view, {}, 'json');
        assert.ok(Array.isArray(JSON.parse(text)), view);
      }
    } finally {
      await reader.end();
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

  it('print CSV for a spreadsheet, of a report and of a statement', async () => {
    const select = `select '=1+1' as title, -1 as n`;
    assert.equal((await read('sql', select, '--safe-csv')).out, "title,n\n'=1+1,-1\n");
    assert.equal((await read('sql', select, '--safe-csv', '--format', 'csv')).out, "title,n\n'=1+1,-1\n");
    await superuser.query(`update github.repository set name = '-2+3'`);
    try {
      const { out, err } = await read('report', 'issue-labels-monthly', '--safe-csv');
      assert.match(out, /^repository_id,owner,name,[^]*\n7,Acme,'-2\+3,/, err);
    } finally {
      await superuser.query(`update github.repository set name = 'widgets'`);
    }
  });

  it('of a repository that is not kept fail, and say how to begin', async () => {
    const { code, out, err } = await read('status', 'acme/nowhere');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^acme\/nowhere is not kept here; "repometer repos add acme\/nowhere" begins to/);
    const json = await read('status', 'acme/nowhere', '--format', 'json');
    assert.deepEqual([json.code, JSON.parse(json.out)], [1, []]);
  });

  it('fit their tables into the terminal, without what matters least', async () => {
    const columns = 60;
    const show = async (...args: string[]) => {
      const terminal = startInTerminal(
        process.execPath,
        [...commandArguments('repometer.ts'), ...args],
        { ...productEnvironment, DATABASE_READER_URL: database.readerUrl },
        { columns, lines: 40 },
      );
      await terminal.ended;
      const lines = terminal.text().trimEnd().split('\n');
      assert.deepEqual(
        lines.filter((line) => stringWidth(line) > columns),
        [],
      );
      return lines;
    };
    const status = await show('status');
    assert.match(status.join('\n'), /Acme\/widgets +issues +ok/);
    assert.match(status.join('\n'), /^left out, "--format list" shows them:[^]*complete_through/m);
    assert.match((await show('report', 'issue-labels-monthly')).join('\n'), /is_complete/);
    const wide = `select repeat('名前', 100) as title, 7 as n, repeat('x', 300) as text`;
    assert.match((await show('sql', wide)).join('\n'), /名前名前.*… +7 +x+…/);
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

  const askReport = 'ask the schema report, such as report\\.issues; "repometer report" lists its views\\.';
  const forbidden: [string, RegExp][] = [
    ['select * from raw.page', new RegExp(`permission denied for schema raw; ${askReport}`)],
    ['select * from sync.loop', new RegExp(`permission denied for schema sync; ${askReport}`)],
    ['select * from github.issue', new RegExp(`permission denied for schema github; ${askReport}`)],
    ['delete from kpi.label_rule', new RegExp(`permission denied for schema kpi; ${askReport}`)],
    ['select * from issues', new RegExp(`relation "issues" does not exist; ${askReport}`)],
    ['select * from nowhere.issues', new RegExp(`relation "nowhere\\.issues" does not exist; ${askReport}`)],
    ["copy (select 1) to program 'id'", /permission denied to COPY to or from an external program; read only:/],
    ["copy (select 1) to '/tmp/repometer-x'", /permission denied to COPY to a file; read only:/],
    ["select pg_read_file('/etc/passwd')", /permission denied for function pg_read_file; read only:/],
    ['delete from report.issues', /read only: "repometer sql" changes nothing/],
    ['create temp table x (a int)', /read only: "repometer sql" changes nothing/],
    [
      'select 1; select 2',
      /cannot insert multiple commands .*; give one statement, with nothing behind its semicolon\./,
    ],
    ['commit; drop schema report cascade', /give one statement/],
    ['do $$ begin perform pg_sleep(60); end $$', /took too long; --timeout/],
  ];
  for (const [statement, reason] of forbidden) {
    it(`refuse "${statement}" with what Postgres says and what to do`, async () => {
      const { code, out, err } = await read('sql', statement, '--timeout', '500ms');
      assert.equal(code, 1);
      assert.match(err, reason);
      assert.equal(err.trimEnd().split('\n').length, 1, err);
      assert.equal(out, '');
    });
  }

  it('read a statement from standard input', async () => {
    const statement = '\uFEFF-- What is stored.\nselect count(*)\nfrom report.issues;\n';
    const environment = { DATABASE_READER_URL: database.readerUrl };
    const { code, out, err } = await runCli(['sql', '-', '--format', 'csv'], environment, statement);
    assert.deepEqual([code, out, err], [0, 'count\n0\n', '']);
    const empty = await runCli(['sql', '-'], environment, ' \n');
    assert.deepEqual([empty.code, empty.out, empty.err], [2, '', 'The statement is empty.\n']);
  });

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
