import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { families } from '../../activities/kpis/families.ts';
import { findReport } from '../../client/reports/catalogue.ts';
import { columnKinds } from '../../client/reports/lists/column-kinds.ts';
import { lists } from '../../client/reports/lists/lists.ts';
import { kpiLists } from '../../client/reports/lists/kpi-lists.ts';
import { listMetrics } from '../../client/reports/metrics/list-metrics.ts';
import { measuredViews } from '../../client/reports/metrics/measured-views.ts';
import { readColumns } from '../../client/reports/read-columns.ts';
import type { ReportColumn } from '../../client/reports/read-columns.ts';
import { readReport } from '../../client/reports/read-report.ts';
import { jsonRows } from '../../client/reports/json-rows.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { openApi } from '../support/open-api.ts';
import type { TestApi } from '../support/open-api.ts';
import { storeRepository } from '../support/store-repository.ts';
import { storeTwins } from '../support/store-twins.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** Types of Postgres that each kind of JSON is made of. */
const types: Record<string, RegExp> = {
  integer: /^(bigint|integer|numeric)$/,
  number: /^double precision$/,
  string: /^(text|date|timestamp with time zone)$/,
  boolean: /^boolean$/,
  texts: /^text\[\]$/,
  integers: /^bigint\[\]$/,
};

type Row = Record<string, unknown>;

describe('the lists of the API', () => {
  let database: TestDatabase;
  let db: Pool;
  let test: TestApi;
  let columns: ReportColumn[];

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeTwins(db);
    for (const id of [20, 21, 22, 23, 24]) await storeRepository(db, id, `${id % 2 === 0 ? 'even' : 'Odd'}/r${id}`);
    // Of 20 one month, of 24 five: pages begin and end in the middle of repositories, and some span several.
    await db.query(
      `insert into kpi.pull_request_flow_monthly (repository_id, month, opened, merged, closed_unmerged, authors, opened_without_author, active, open_at_month_end, reopened, answered, reviewed, definition_version, computed_at)
       select id, date '2026-01-01' + make_interval(months => month), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, now()
       from generate_series(20, 24) as id cross join lateral generate_series(0, id - 20) as month`,
    );
    await db.query(
      `insert into kpi.new_contributors_monthly (repository_id, month, source, new_contributors, new_bots, new_without_account, definition_version, computed_at)
       select id, date '2026-01-01' + make_interval(months => month), source, 1, 0, 0, 1, now()
       from generate_series(20, 24) as id cross join generate_series(0, 2) as month
       cross join unnest(array['stats', 'commits']) as source`,
    );
    await db.query(`insert into github.event_repository (repository_id, name, named_at) values (99, 'no/loop', now())`);
    await db.query(
      `insert into kpi.event_counts_hourly (repository_id, month, hour, type, events, definition_version, computed_at)
       select 99, '2026-01-01', timestamptz '2026-01-01Z' + make_interval(hours => hour), 'PushEvent', 1, 1, now() from generate_series(0, 4) as hour`,
    );
    test = await openApi({ database, onLine: (line) => void (JSON.parse(line).level >= 50 && console.error(line)) });
    columns = await readColumns(db);
  });
  after(async () => {
    await test?.close();
    await db?.end();
    await database?.drop();
  });

  for (const list of lists) {
    it(`${list.path} has every column of its view, each of its type`, () => {
      const shown = columns.filter(({ view }) => view === list.view);
      assert.deepEqual(Object.keys(list.columns).sort(), shown.map(({ name }) => name).sort());
      for (const { name, type } of shown) {
        const { json, format } = columnKinds[list.columns[name]!];
        assert.match(type, types[json]!, name);
        assert.equal(format, { date: 'date', 'timestamp with time zone': 'date-time' }[type], name);
      }
      for (const { column } of list.filters ?? []) assert.ok(column in list.columns, column);
      for (const column of list.times ?? []) assert.equal(list.columns[column], 'instant');
      assert.ok(findReport(list.view).order.length > 0);
    });
  }

  it('of the summary tables are all in the catalogue of metrics, with the definitions that compute them', () => {
    const ofComputations = ['computations', 'recomputations'];
    const views = columns.flatMap(({ name, view }) =>
      name === 'definition_version' && !ofComputations.includes(view) ? [view] : [],
    );
    assert.deepEqual(
      [...new Set(views)].sort(),
      Object.keys(measuredViews).sort(),
      'a view of a summary table has its entry',
    );
    assert.deepEqual(kpiLists.map(({ view }) => view).sort(), Object.keys(measuredViews).sort());
    for (const [view, { families: names, version, sources }] of Object.entries(measuredViews)) {
      const computed = names.map((name) => families[name as keyof typeof families]);
      assert.equal(version, Math.max(...computed.map((family) => family.version)), view);
      assert.deepEqual(
        [...sources].sort(),
        [...new Set(computed.flatMap((family) => family.sources.map(({ source }) => source)))].sort(),
        view,
      );
    }
    const known = new Map(columns.map(({ view, name, comment }) => [`${view}.${name}`, comment]));
    const metrics = listMetrics();
    for (const { name, definition, is_measure: isMeasure, unit } of metrics) {
      assert.equal(definition, known.get(name), name);
      assert.equal(unit !== null, isMeasure);
    }
    const measured = columns.filter(({ view }) => view in measuredViews);
    assert.deepEqual(
      metrics.map(({ name }) => name).sort(),
      measured.map(({ view, name }) => `${view}.${name}`).sort(),
    );
  });

  /** Every page, behind one another. */
  async function walk(url: string): Promise<{ items: Row[]; totals: Set<number> }> {
    const [items, totals]: [Row[], Set<number>] = [[], new Set()];
    for (let next: string | null = url; next !== null;) {
      const { status, body, text } = await test.get(next);
      assert.equal(status, 200, text);
      items.push(...(body.items as Row[]));
      totals.add(body.total_records as number);
      next = body.next as string | null;
    }
    return { items, totals };
  }

  for (const list of lists.filter(({ path }) => !path.includes(':'))) {
    for (const order of ['asc', 'desc']) {
      it(`${list.path} gives every row once, ${order}, page by page and cursor by cursor`, async () => {
        const isOfOne = list.subject === 'one repository';
        const filter = isOfOne ? { repository: 'acme/rocket' } : {};
        const expected = jsonRows(await readReport(db, list.view, filter), list.names).filter(
          (row) => list.only === undefined || row[list.only.column] === list.only.value,
        );
        if (order === 'desc') expected.reverse();
        const question = `/api/v1/${list.path}?page_size=3&order=${order}${isOfOne ? '&repository=ACME/rocket' : ''}`;
        const { items, totals } = await walk(question);
        const bare = (rows: Row[]) => rows.map((row) => Object.fromEntries(Object.entries(row).sort()));
        assert.deepEqual(bare(items), bare(expected));
        assert.deepEqual([...totals], [expected.length]);
        for (let page = 1; (page - 1) * 3 <= expected.length; page += 1) {
          const { body } = await test.get(`${question}&page=${page}`);
          assert.deepEqual(bare(body.items as Row[]), bare(expected.slice((page - 1) * 3, page * 3)), `page ${page}`);
          assert.equal(body.page, page);
        }
      });
    }
  }

  it('leave out what filters do not let through, and count the rest', async () => {
    const count = async (url: string) => {
      const { body, text } = await test.get(`/api/v1/${url}`);
      assert.equal(body.items.length, body.total_records, text);
      return body.total_records as number;
    };
    assert.equal(await count('kpis/pull-request-flow?owner=EVEN'), 9);
    assert.equal(await count('kpis/pull-request-flow?owner=even&from=2026-03-01'), 4);
    assert.equal(await count('kpis/pull-request-flow?repository=even/R24&from=2026-02-01&to=2026-04-01'), 2);
    assert.equal(await count('kpis/new-contributors?source=commits&owner=odd'), 6);
    assert.equal(await count('kpis/new-contributors?source=commits&owner=odd&to=2026-02-01'), 2);
    assert.equal(await count('kpis/new-contributors?owner=nobody'), 0);
    const { status, body } = await test.get('/api/v1/kpis/releases?repository=no/body');
    assert.deepEqual([status, body.code], [404, 'repository_unknown']);
    const label = await test.get('/api/v1/kpis/labels?label=bug');
    assert.deepEqual([label.status, label.body.code], [400, 'repository_required']);
  });

  it('tell how many there are in all, also on a page behind the last one and where only the first are given', async () => {
    const known = lists
      .filter(({ path }) => !path.includes(':'))
      .map(({ path, subject }) => {
        const repository = subject === 'one repository' ? '&repository=acme/rocket' : '';
        return `${path}?page_size=100${repository}`;
      });
    for (const question of [...known, 'overview?page_size=2', 'overview?search=even', 'overview?search=nobody']) {
      const { total_records: total } = (await test.get(`/api/v1/${question}`)).body;
      const { body } = await test.get(`/api/v1/${question}&page=5000`);
      assert.deepEqual([body.items, body.total_records, body.next], [[], total, null], question);
    }
    assert.equal((await test.get('/api/v1/overview?search=EVEN&page=7')).body.total_records, 3);
    await db.query(`select github.ensure_event_partitions(array[(now() - interval '1 second')::date])`);
    await db.query(
      `insert into github.event (event_id, repository_id, created_at, type, first_seen_at, is_cleaned)
       select id, id, now() - interval '1 second', 'PushEvent', now(), false from generate_series(20, 24) as id`,
    );
    const active = (await test.get('/api/v1/repositories/active?limit=2')).body;
    assert.deepEqual(
      [active.items.length, active.page_size, active.total_records],
      [2, 2, 7],
      'the twins have events, too',
    );
    assert.deepEqual(Object.keys(active.items[0] as Row), ['repository_id', 'repository', 'events']);
    await db.query(
      `insert into kpi.issue_labels_monthly (repository_id, label, month, issues_opened, issues_closed, open_at_month_end_current_labels, definition_version, computed_at)
       select 20, label, '2026-01-01', 1, 0, 1, 1, now() from unnest(array['', 'a', 'b', 'c']) as label`,
    );
    const labels = (await test.get('/api/v1/repositories/even/r20/top-labels?from=2026-01-01&to=2026-02-01&limit=2'))
      .body;
    assert.deepEqual([labels.items.length, labels.page_size, labels.total_records], [2, 2, 3]);
  });

  it('have counts that follow every change of the tables', async () => {
    const total = async () => {
      await delay(1_100); // what was counted within a second is told again
      return (await test.get('/api/v1/kpis/pull-request-flow?page_size=1')).body.total_records as number;
    };
    const before = await total();
    await db.query(`delete from kpi.pull_request_flow_monthly where repository_id = 24 and month > '2026-02-01'`);
    assert.equal(await total(), before - 3);
    await db.query(
      `insert into kpi.pull_request_flow_monthly select * from kpi.pull_request_flow_monthly where repository_id = 23
       on conflict (repository_id, month) do update set opened = excluded.opened`,
    );
    assert.equal(await total(), before - 3);
    const { rows } = await db.query(
      `select 'x' from (select repository_id, count(*) as rows from kpi.new_contributors where source <> 'any' group by 1) as counted
       full join (select * from kpi.row_count where summary_table = 'new_contributors' and part = '' and rows > 0) as kept using (repository_id)
       where counted.rows is distinct from kept.rows`,
    );
    assert.deepEqual(rows, []);
    await db.query('truncate kpi.pull_request_flow_monthly');
    assert.equal(await total(), 0);
  });

  it('are read on although their view has gained a column since it was planned', async () => {
    const question = '/api/v1/kpis/releases?repository=acme/rocket';
    const before = await test.get(question);
    assert.equal(before.status, 200);
    // Each of the sessions has planned it.
    await Promise.all(Array.from({ length: 40 }, (_, place) => test.get(`${question}&page_size=${place + 1}`)));
    const view = 'report.releases_monthly';
    const { rows } = await db.query(`select pg_get_viewdef($1::regclass) as text`, [view]);
    const text = String((rows[0] as Row).text);
    try {
      await db.query(
        `create or replace view ${view} as select shown.*, 1 as newer from (${text.replace(/;\s*$/, '')}) as shown`,
      );
      for (let place = 0; place < 20; place += 1) {
        const after = await test.get(question);
        assert.deepEqual([after.status, after.text], [200, before.text]);
      }
    } finally {
      await db.query(`drop view ${view}`);
      await db.query(`create view ${view} as ${text}`);
      await db.query(`grant select on ${view} to repometer_reader`);
    }
  });

  it('have null where nobody knows, and 0 where there was none', async () => {
    await db.query(
      `insert into kpi.contributor_absence_monthly (repository_id, month, contributors, contributor_absence_factor, commits, definition_version, computed_at)
       values (20, '2026-05-01', 0, null, 0, 1, now())`,
    );
    const unknown = await test.get('/api/v1/kpis/contributor-absence?repository=even/r20');
    assert.match(unknown.text, /"contributors":null,"contributor_absence_factor":null,"commits":null,/);
    await db.query(
      `insert into sync.resource (subject_id, resource, state, complete_through) values (20, 'commits', 'ok', '2026-06-01Z')`,
    );
    const known = await test.get('/api/v1/kpis/contributor-absence?repository=even/r20');
    assert.match(known.text, /"contributors":0,"contributor_absence_factor":null,"commits":0,/);
    await db.query(
      `insert into kpi.label_quality (repository_id, as_of, definition, issues, defects, defect_density, performance_issues, performance_share, defect_labels, performance_labels, definition_version, computed_at, is_retroactive)
       values (20, '2026-05-05', 'label', 0, 0, 0, 0, 0, '{}', '{}', 1, now(), false)`,
    );
    await db.query(`update kpi.label_quality set defect_density = 'NaN' where repository_id = 20`);
    const odd = await test.get('/api/v1/kpis/label-quality?repository=even/r20');
    assert.equal(odd.status, 200, 'what is no number in JSON is no fault of the server');
    assert.equal(odd.body.items[0].defect_density, null);
  });

  it('are exported as they are shown, with the same filters', async () => {
    const filters = 'source=commits&owner=odd&from=2026-02-01';
    const shown = await test.get(`/api/v1/kpis/new-contributors?${filters}`);
    const ndjson = await test.get(`/api/v1/export/new_contributors_monthly.ndjson?${filters}`);
    const names = { name: 'repo_name', new_contributors: 'number_of_new_contributors' };
    const rows = ndjson.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [names[name as 'name'] ?? name, value])),
      );
    assert.equal(rows.length, 4);
    assert.deepEqual(rows, shown.body.items);
    const csv = await test.get(`/api/v1/export/new-contributors-monthly.csv?${filters}`);
    assert.equal(csv.text.trim().split('\n').length, 5);
    assert.equal(csv.headers['content-disposition'], 'attachment; filename="new_contributors_monthly.csv"');
    assert.equal(csv.headers.etag, undefined);
    const parquet = await test.get('/api/v1/export/issues.parquet');
    assert.equal(parquet.text.slice(0, 4), 'PAR1');
    const zeros = await test.get('/api/v1/export/issue_labels_monthly_with_zeros.csv?repository=acme/rocket');
    assert.equal(zeros.status, 200, 'a view without a list is exported, too');
    assert.match(zeros.text, /^repository_id,owner,name,repository,month,label,/);
  });

  it('and exports refuse what cannot be, alike: values that no row has, and repositories of which nothing is known', async () => {
    const codeOf = async (url: string) => {
      const { status, body } = await test.get(`/api/v1/${url}`);
      return [status, (body as { code?: string }).code];
    };
    for (const url of [
      'issues?repository=acme/rocket&state=opne',
      'export/issues.csv?state=opne',
      'export/issues.parquet?number=first',
    ]) {
      assert.deepEqual(await codeOf(url), [400, 'bad_parameter'], url);
    }
    for (const url of [
      'issues?repository=acme/rockt',
      'export/issues.csv?repository=acme/rockt',
      'export/sync_status.ndjson?repository=acme/rockt',
      'sync-status?repository=nobody/knows',
      'gaps?repository=nobody/knows',
      'events/counts?repository=nobody/knows',
      'repositories/nobody/knows/pull-requests/interval',
    ]) {
      assert.deepEqual(await codeOf(url), [404, 'repository_unknown'], url);
    }
    await db.query(
      `insert into sync.loop (workflow_id, kind, subject_kind, owner, name, every, resources, state)
       values ('sync/just/begun', 'syncRepository', 'repository', 'just', 'begun', '30m', '{}', 'working')`,
    );
    for (const url of [
      'sync-status?repository=JUST/begun',
      'gaps?repository=just/begun',
      'events/counts?repository=no/loop&offset=1',
      'sync-status?repository=even/r20&state=no-such',
    ]) {
      const { status, text } = await test.get(`/api/v1/${url}`);
      assert.equal(status, 200, `${url}: ${text}`);
    }
    assert.equal((await test.get('/api/v1/export/issues.csv?repository=even/r20&state=open')).status, 200);
  });

  it('know of no pull request where a feed was read, and nothing where none was', async () => {
    const count = async () => (await test.get('/api/v1/repositories/even/r22/pull-requests/interval')).text;
    assert.match(await count(), /"pull_requests":null,"mean_seconds_between":null/);
    await db.query(
      `insert into sync.resource (subject_id, resource, state, complete_through) values (22, 'events', 'ok', '2026-06-01Z')`,
    );
    assert.match(await count(), /"pull_requests":0,"mean_seconds_between":null/);
  });

  it('go on at an address that has the whole question, also where a ? stands in it', async () => {
    await db.query(
      `insert into kpi.issue_labels_monthly (repository_id, label, month, issues_opened, issues_closed, open_at_month_end_current_labels, definition_version, computed_at)
       select 23, 'why?', date '2026-01-01' + make_interval(months => month), 1, 0, 1, 4, now() from generate_series(0, 2) as month`,
    );
    const url = '/api/v1/kpis/labels?repository=odd/r23&label=why?&page_size=1';
    const { items } = await walk(url);
    assert.deepEqual(
      items.map(({ month }) => month),
      ['2026-01-01', '2026-02-01', '2026-03-01'],
    );
    const { body } = await test.get(url);
    assert.match(body.next as string, /page_size=1/);
  });

  it('are read by an index, however deep the page', async () => {
    await db.query(
      `insert into github.repository (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
       select id, 'many', 'r' || id, false, false, false, false, true, now() from generate_series(1001, 1300) as id`,
    );
    await db.query(
      `insert into kpi.releases_monthly (repository_id, month, releases, prereleases, definition_version, computed_at)
       select id, date '2016-01-01' + make_interval(months => month), 1, 0, 1, now()
       from generate_series(1001, 1300) as id cross join generate_series(0, 119) as month`,
    );
    await db.query('analyze');
    const read = async () => {
      await db.query('select pg_stat_force_next_flush()');
      const { rows } = await db.query<{ read: number }>(
        `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_user_tables where relid = 'kpi.releases_monthly'::regclass`,
      );
      return rows[0]!.read;
    };
    const before = await read();
    const { body } = await test.get('/api/v1/kpis/releases?owner=many&page=300&page_size=100');
    assert.deepEqual([body.total_records, body.items.length], [36_000, 100]);
    await test.api.inject('/healthz');
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // the server's counters follow
    const rows = (await read()) - before;
    assert.ok(rows < 1_000, `${rows} rows were read for one page of 100`);
  });
});
