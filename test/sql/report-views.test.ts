import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { listReports } from '../../client/reports/catalogue.ts';
import type { ReportFilter } from '../../client/reports/report-statement.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { loadFixture, queryCsv } from '../support/load-fixture.ts';
import { queryReport } from '../support/query-report.ts';
import { storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const reports = listReports().map(({ view }) => view);

describe('Report views', () => {
  let database: TestDatabase;
  let db: Pool;
  let reader: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    reader = createDb(database.readerUrl, { size: 2 });
    await loadFixture(db, 'issue_labels_monthly');
    await db.query(
      `insert into github.contributor_stats values (7, 'account:1', 1, 'ann', false, 1, '2026-01-25', 1, '{2026-01-25}', '{1}')`,
    );
    for (const id of [7, 8]) {
      await storeResource(db, id, 'issues', '2026-03-10 00:00:00Z');
      await createKpiActivities({ db }).computeRepositoryKpis({
        repositoryId: id,
        months: [],
        all: true,
        asOf: '2026-03-10',
        isPast: false,
      });
    }
  });
  beforeEach(async () => {
    await db.query('truncate sync.resource, sync.gap, sync.mark, kpi.due_month, sync.loop');
  });
  after(async () => {
    await Promise.all([db.end(), reader.end()]);
    await database.drop();
  });

  async function views() {
    const found = await db.query<{ name: string }>(
      `select viewname as name from pg_views where schemaname = 'report' order by 1`,
    );
    return found.rows.map(({ name }) => name);
  }

  it('have an entry in the catalogue each', async () => {
    assert.deepEqual([...reports].sort(), await views());
  });

  it('all name the repository or the owner, and the KPI views their definition, time and completeness', async () => {
    const kpi = [
      'new_contributors_monthly',
      'new_contributors',
      'issue_labels_monthly',
      'label_categories_monthly',
      'label_quality',
    ];
    // An account belongs to no repository, and rules hold for all.
    const others = ['accounts', 'label_rules', 'label_rule_changes'];
    for (const view of await views()) {
      const { fields } = await reader.query(`select * from report.${view} limit 0`);
      const names = fields.map(({ name }) => name);
      if (others.includes(view)) continue;
      const subject =
        names[0] === 'owner_id' ? ['owner_id', 'owner'] : ['repository_id', 'owner', 'name', 'repository'];
      assert.deepEqual(names.slice(0, subject.length), subject, view);
      if (!kpi.includes(view)) continue;
      // What was appended since stands behind them.
      const first = names.indexOf('definition_version');
      assert.deepEqual(
        names.slice(first, first + 4),
        ['definition_version', 'computed_at', 'data_complete_through', 'is_complete'],
        view,
      );
    }
  });

  it('all explain themselves and each of their columns in a comment, and so do the tables that they stand on', async () => {
    const silent = await db.query<{ name: string }>(
      `select concat_ws('.', nspname, relname, attname) as name
       from pg_class
       join pg_namespace on pg_namespace.oid = relnamespace
       cross join lateral (
         select null::text as attname, obj_description(pg_class.oid, 'pg_class') as comment
         union all
         select attname::text, col_description(pg_class.oid, attnum)
         from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped
       ) as part
       where nspname in ('report', 'kpi') and relkind in ('r', 'p', 'v') and comment is null
       order by name`,
    );
    assert.deepEqual(silent.rows, []);
  });

  it('are all that a reader can read', async () => {
    const relations = await db.query<{ name: string }>(
      `select format('%I.%I', nspname, relname) as name
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where nspname in ('raw', 'github', 'sync', 'kpi') and relkind in ('r', 'v')`,
    );
    assert.ok(relations.rows.length > 10);
    for (const { name } of relations.rows) {
      await assert.rejects(reader.query(`select * from ${name}`), /permission denied/, name);
    }
  });

  it('cannot be written by a reader, who can make nothing either', async () => {
    const names = await views();
    const session = await reader.connect();
    try {
      await assert.rejects(session.query('create table public.mine (id int)'), /in a read-only transaction/);
      // Not by default only: it lacks the rights.
      await session.query('set default_transaction_read_only = off');
      for (const view of names) {
        await assert.rejects(session.query(`delete from report.${view}`), /permission denied|cannot delete/, view);
      }
      await assert.rejects(session.query('create table report.mine (id int)'), /permission denied/);
      await assert.rejects(session.query('create table public.mine (id int)'), /permission denied/);
    } finally {
      session.release(true);
    }
  });

  for (const report of reports) {
    it(`${report} is read by a reader with and without filters`, async () => {
      await queryReport(reader, report);
      await queryReport(reader, report, { repository: 'no/body', from: '2026-01-01', to: '2026-02-01' });
    });
  }

  it('are filtered by repository in any spelling and by half-open windows', async () => {
    const months = async (filter: ReportFilter) => {
      const rows = await queryReport<{ repository: string; month: string }>(reader, 'issue_labels_monthly', filter);
      return [...new Set(rows.map(({ repository, month }) => `${repository} ${month}`))];
    };
    assert.deepEqual(await months({ repository: 'ACME/Rocket', from: '2026-01-01', to: '2026-03-01' }), [
      'acme/rocket 2026-01-01',
      'acme/rocket 2026-02-01',
    ]);
    assert.deepEqual(await months({ from: '2026-02-02' }), ['acme/rocket 2026-03-01', 'other/rocket 2026-03-01']);
    const issues = await queryReport<{ number: number }>(reader, 'issues', { from: '2026-03-01', to: '2026-03-11' });
    assert.deepEqual(
      issues.map(({ number }) => number),
      [10],
      'days in UTC',
    );
  });

  it('issues shows issues alone', async () => {
    const rows = await queryReport<{ number: number }>(reader, 'issues', { repository: 'acme/rocket' });
    assert.deepEqual(
      rows.map(({ number }) => number),
      [1, 2, 3, 4, 5, 6, 8, 9, 10],
    );
  });

  const labelMonths = (view: string, label: string) =>
    queryCsv(
      reader,
      `select month, issues_opened, issues_closed, share_of_opened, labeled, open_at_month_end_current_labels
       from report.${view} where repository = 'acme/rocket' and label = '${label}' order by 1`,
    );

  it('tell of labels in the months in which they count nothing, where zeros are asked for', async () => {
    assert.deepEqual((await labelMonths('issue_labels_monthly_with_zeros', 'debug')).slice(1), [
      '2026-01-01,0,0,0,,0',
      '2026-02-01,1,0,0.25,,1',
      '2026-03-01,0,1,0,,0',
    ]);
    assert.deepEqual((await labelMonths('issue_labels_monthly_with_zeros', 'Bug')).slice(1), [
      '2026-01-01,0,0,0,,0',
      '2026-02-01,0,0,0,,0',
      '2026-03-01,1,0,1,,1',
    ]);
    const { rows } = await reader.query<{ repository: string; labels: number; rows: number }>(
      `select repository, count(distinct label)::int as labels, count(*)::int as rows
       from report.issue_labels_monthly_with_zeros group by repository order by 1`,
    );
    assert.deepEqual(rows, [
      { repository: 'acme/rocket', labels: 5, rows: 15 },
      { repository: 'other/rocket', labels: 1, rows: 3 },
    ]);
  });

  it('tell the same of labels with zeros and without', async () => {
    for (const id of [7, 8]) await storeResource(db, id, 'issues', '2026-03-01 00:00:00Z');
    const columns = Object.keys(
      (await reader.query('select * from report.issue_labels_monthly limit 1')).rows[0] as object,
    );
    const different = await reader.query(
      `select ${columns.join(', ')} from report.issue_labels_monthly
       except select ${columns.join(', ')} from report.issue_labels_monthly_with_zeros`,
    );
    assert.deepEqual(different.rows, []);
    const added = await reader.query<{ added: number; complete: number; counting: number }>(
      `select
         count(*)::int as added,
         count(*) filter (where is_complete)::int as complete,
         count(*) filter (where issues_opened + issues_closed + open_at_month_end_current_labels > 0)::int as counting
       from report.issue_labels_monthly_with_zeros where computed_at is null`,
    );
    assert.deepEqual(added.rows, [{ added: 4, complete: 4, counting: 0 }]);
  });

  const completeMonths = async () => {
    const rows = await queryCsv(
      reader,
      `select distinct month from report.issue_labels_monthly where is_complete and repository = 'acme/rocket' order by 1`,
    );
    return rows.slice(1);
  };

  it('call a month complete once the list is proven to its last instant', async () => {
    assert.deepEqual(await completeMonths(), [], 'nothing known of the source');
    await storeResource(db, 7, 'issues', null);
    assert.deepEqual(await completeMonths(), [], 'not proven yet');
    await storeResource(db, 7, 'issues', '2026-02-28 23:59:59.999Z');
    assert.deepEqual(await completeMonths(), ['2026-01-01']);
    await storeResource(db, 7, 'issues', '2026-03-01 00:00:00Z');
    assert.deepEqual(await completeMonths(), ['2026-01-01', '2026-02-01']);
  });

  it('call no month complete with a gap, before the start of a load, or with changes that wait', async () => {
    await storeResource(db, 7, 'issues', '2026-04-01 00:00:00Z');
    assert.deepEqual(await completeMonths(), ['2026-01-01', '2026-02-01', '2026-03-01']);
    await db.query(
      `insert into sync.mark values (7, 'issues', '2026-02-01'), (7, 'issue_events', '2026-03-01'), (8, 'issues', '2026-01-01')`,
    );
    assert.deepEqual(await completeMonths(), ['2026-01-01'], 'marks that nobody has taken');
    await db.query(`delete from sync.mark where source = 'issues'`);
    assert.deepEqual(await completeMonths(), ['2026-01-01', '2026-02-01'], 'the other source');
    await db.query('truncate sync.mark');
    await db.query(
      `insert into kpi.due_month values (7, 'issue_labels', '2026-02-01'), (7, 'others', '2026-01-01'), (8, 'issue_labels', '2026-01-01')`,
    );
    assert.deepEqual(await completeMonths(), ['2026-01-01'], 'months that are due');
    await db.query(`insert into sync.mark values (7, 'issues', '-infinity')`);
    assert.deepEqual(await completeMonths(), [], 'every month');
    await db.query('truncate sync.mark, kpi.due_month');
    await db.query(`update sync.resource set complete_from = '2026-01-15'`);
    assert.deepEqual(await completeMonths(), ['2026-02-01', '2026-03-01']);
    await db.query(
      `insert into sync.gap (subject_id, resource, gap, reason, found_at) values (7, 'issues', 'page 3', 'Not given.', '2026-03-01')`,
    );
    assert.deepEqual(await completeMonths(), []);
  });

  it('call a month of new contributors complete after its last week, unless the list was cut off', async () => {
    const isComplete = async () =>
      (await reader.query('select is_complete from report.new_contributors_monthly where new_contributors > 0')).rows;
    // January's last week began on Sunday the 25th and ended with the month's last day, a Saturday.
    await storeResource(db, 7, 'contributor_stats', '2026-02-01 00:00:00Z');
    assert.deepEqual(await isComplete(), [{ is_complete: true }]);
    await db.query(`delete from kpi.new_contributors_monthly where new_contributors = 0`);
    await db.query(`update kpi.new_contributors_monthly set month = '2026-03-01'`);
    // March's last week begins on the 29th and ends with 4 April.
    await storeResource(db, 7, 'contributor_stats', '2026-04-04 23:59:59Z');
    assert.deepEqual(await isComplete(), [{ is_complete: false }]);
    await storeResource(db, 7, 'contributor_stats', '2026-04-05 00:00:00Z');
    assert.deepEqual(await isComplete(), [{ is_complete: true }]);
    await db.query('update sync.resource set is_truncated = true');
    assert.deepEqual(await isComplete(), [{ is_complete: false }]);
  });

  it('sync_status and loops show also a repository that GitHub has not answered for', async () => {
    await storeResource(db, 7, 'issues', '2026-03-01 00:00:00Z');
    await db.query(
      `insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state, reason, next_sync_at) values
         ('sync/acme/rocket', 'syncRepository', 'repository', 'acme', 'rocket', 7, '30m', '{issues}', 'ok', null, '2026-03-01 00:30Z'),
         ('sync/no/body', 'syncRepository', 'repository', 'no', 'body', null, '30m', '{issues}', 'missing', 'No such repository.', '2026-03-02 00:00Z')`,
    );
    const status = await queryReport<Record<string, unknown>>(reader, 'sync_status');
    assert.deepEqual(
      status.map(({ repository_id, repository, resource, state, reason }) => [
        repository_id,
        repository,
        resource,
        state,
        reason,
      ]),
      [
        [7, 'acme/rocket', 'issues', 'ok', null],
        [null, 'no/body', 'repository', 'missing', 'No such repository.'],
      ],
    );
    assert.equal((status[1]!.next_try_at as Date).toISOString(), '2026-03-02T00:00:00.000Z');
    const loops = await queryReport<{ workflow_id: string }>(reader, 'loops', { repository: 'No/Body' });
    assert.deepEqual(
      loops.map(({ workflow_id }) => workflow_id),
      ['sync/no/body'],
    );
  });

  it('a loop has the state of its resource that matters most, all rows, and the beginning of its next cycle', async () => {
    await db.query(
      `insert into sync.resource (subject_id, resource, state, reason, rows_stored, next_try_at) values
         (70, 'issues', 'ok', null, 5, '2026-01-02Z'), (70, 'contributor_stats', 'forbidden', 'No.', 0, '2026-01-01Z'),
         (70, 'repository', 'ok', null, 0, '2026-01-03Z'), (71, 'issues', 'ok', null, 7, '2026-01-02Z')`,
    );
    await db.query(
      `insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state, reason) values
         ('sync/a/b', 'syncRepository', 'repository', 'a', 'b', 70, '30m', '{issues}', 'loading', null),
         ('sync/a/c', 'syncRepository', 'repository', 'a', 'c', 71, '30m', '{issues}', 'paused', 'Paused.')`,
    );
    const loops = await queryReport<Record<string, unknown>>(reader, 'loops');
    assert.deepEqual(
      loops
        .filter(({ owner }) => owner === 'a')
        .map(({ repository, state, rows_stored, next_sync_at, reason }) => ({
          repository,
          state,
          rows_stored,
          next: (next_sync_at as Date | null)?.toISOString() ?? null,
          reason,
        })),
      [
        { repository: 'a/b', state: 'forbidden', rows_stored: 5, next: '2026-01-03T00:00:00.000Z', reason: 'No.' },
        { repository: 'a/c', state: 'paused', rows_stored: 7, next: null, reason: 'Paused.' },
      ],
    );
  });
});
