import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { expectedCsv, loadFixture, queryCsv } from '../support/load-fixture.ts';
import { absenceFactor } from '../support/plain-contributors.ts';
import { storeFlowRows } from '../support/store-flow-row.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const asOf = '2026-04-10';

const queries = {
  people: `select source, contributor, login, to_char(first_contribution_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS') as first_at, month,
      is_bot, is_complete
    from report.new_contributors order by source, contributor collate "C"`,
  newMonthly: `select source, month, new_contributors, new_bots, new_without_account, is_complete
    from report.new_contributors_monthly order by source, month`,
  contributors: `select month, active, new, "returning", active_bots, new_bots, returning_bots, is_complete
    from report.contributors_monthly order by month`,
  absence: `select month, commits, contributors, contributor_absence_factor, is_complete
    from report.contributor_absence_monthly order by month`,
  issues: `select month, issues_opened as opened, issues_closed as closed, closure_ratio as ratio, issues_reopened as reopened,
      issues_active as active, open_at_month_end as open, answered, unanswered, median_hours_to_first_response as median_r,
      p85_hours_to_first_response as p85_r, mean_hours_to_first_response as mean_r, max_hours_to_first_response as max_r,
      median_hours_to_close as median_c, p85_hours_to_close as p85_c, mean_hours_to_close as mean_c, max_hours_to_close as max_c,
      median_hours_to_close_of_opened as median_o, max_hours_to_close_of_opened as max_o, is_complete
    from report.issue_flow_monthly order by month`,
  pullRequests: `select month, opened, authors, opened_without_author as without, merged, closed_unmerged as unmerged,
      closure_ratio as closure, acceptance_ratio as acceptance, reopened, active, open_at_month_end as open,
      mean_seconds_between_pull_requests as between, answered, reviewed, median_hours_to_first_response as median_r,
      max_hours_to_first_response as max_r, median_hours_from_ready_to_first_response as median_rr,
      median_hours_to_first_review as median_v, p85_hours_to_first_review as p85_v, mean_hours_to_first_review as mean_v,
      median_hours_from_ready_to_first_review as median_rv, median_hours_to_merge as median_m,
      median_hours_to_merge_of_opened as median_mo, median_hours_to_close as median_c, is_complete
    from report.pull_request_flow_monthly order by month`,
};

describe('Flows and contributors from rows small enough to read', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (pool = db, day = asOf, all = false) =>
    computeKpiBatch(pool, { repositoryIds: [7], months: [], all, asOf: day, isPast: false });
  const read = (query: keyof typeof queries) => queryCsv(db, queries[query]);

  it('name new contributors by commits and by pull requests, and count them by month', async () => {
    await loadFixture(db, 'contributors');
    await compute();
    assert.deepEqual(await read('people'), expectedCsv('contributors'));
    assert.deepEqual(await read('newMonthly'), expectedCsv('contributors', 'expected_monthly'));
  });

  it('tell active, new and returning people, bots apart', async () => {
    await loadFixture(db, 'contributors');
    await compute();
    assert.deepEqual(await read('contributors'), expectedCsv('contributors', 'expected_contributors'));
  });

  it('tell how few people made half of the commits of a year', async () => {
    await loadFixture(db, 'contributors');
    await compute();
    assert.deepEqual(await read('absence'), expectedCsv('contributors', 'expected_absence'));
  });

  it('tell the flow of issues', async () => {
    await loadFixture(db, 'flows');
    await compute();
    assert.deepEqual(await read('issues'), expectedCsv('flows', 'expected_issues'));
  });

  it('tell the flow of pull requests', async () => {
    await loadFixture(db, 'flows');
    await compute();
    assert.deepEqual(await read('pullRequests'), expectedCsv('flows', 'expected_pull_requests'));
  });

  it('give 2 for the example of CHAOSS, and count people, not rows, for eleven months on', async () => {
    const example = [1000, 433, 343, 332, 202, 90, 42, 33];
    assert.equal(absenceFactor(example), 2);
    await storeRepository(db, 7, 'acme/rocket');
    await db.query(
      `insert into github.commit (repository_id, sha, author_id, is_merge, parent_shas, authored_at, is_cleaned)
       select 7, person || '-' || number, person, false, '{}', '2025-05-31 23:59:59Z', false
       from unnest($1::int[]) with ordinality as given (commits, person)
       cross join lateral generate_series(1, commits) as number`,
      [example],
    );
    await compute();
    const factors = (await read('absence')).map((line) => line.split(',').slice(0, 4).join());
    const sum = 2475;
    assert.deepEqual(factors.slice(1), [
      ...['2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']
        .concat(['2026-03', '2026-04'])
        .map((month) => `${month}-01,${sum},8,2`),
    ]);
    await compute(db, '2026-05-01');
    assert.equal((await read('absence')).at(-1), '2026-05-01,,,,false');
  });

  it('reach half, not more: of eight equal people, four', () => {
    assert.equal(absenceFactor(Array.from({ length: 8 }, () => 125)), 4);
    assert.equal(absenceFactor([]), null);
  });

  it('are null, not zero, where nobody has read what would tell', async () => {
    await loadFixture(db, 'flows');
    await db.query(`delete from sync.resource where resource in ('comments', 'issue_events')`);
    await compute();
    const { rows } = await db.query(
      `select month, issues_opened, issues_active, answered, unanswered, issues_reopened, data_complete_through, is_complete
       from report.issue_flow_monthly where issues_opened = 0 and month = '2026-02-01'`,
    );
    assert.deepEqual(rows, [
      {
        month: '2026-02-01',
        issues_opened: 0,
        issues_active: 1,
        answered: null,
        unanswered: null,
        issues_reopened: 1,
        data_complete_through: null,
        is_complete: false,
      },
    ]);
  });

  it('count anew whom a rule calls a bot, and whom GitHub does, in the repositories that know them', async () => {
    await loadFixture(db, 'flows');
    await loadOther();
    await compute();
    await computeKpiBatch(db, { repositoryIds: [8], months: [], all: false, asOf, isPast: false });
    const answered = async () =>
      (await db.query<{ answered: number }>('select sum(answered)::int as answered from report.issue_flow_monthly'))
        .rows[0]!.answered;
    assert.equal(await answered(), 2);
    await db.query(`insert into kpi.bot_rule (match, pattern) values ('prefix', 'bo')`);
    const due = await queryCsv(db, 'select distinct repository_id, family, month from kpi.due_month order by 1, 2');
    assert.deepEqual(due.slice(1), [
      '7,contributions,-infinity',
      '7,contributor_absence,-infinity',
      '7,contributors,-infinity',
      '7,issue_flow,-infinity',
      '7,pull_request_flow,-infinity',
    ]);
    await compute();
    assert.equal(await answered(), 1);
    await db.query(`insert into kpi.bot_rule (match, pattern, is_bot) values ('login', 'bob', false)`);
    await compute();
    assert.equal(await answered(), 2);
    await db.query('update github.account set is_bot = true where account_id = 1');
    await compute();
    assert.equal(await answered(), 1);
  });

  it('count anew who takes a login that a rule names, and who leaves one, and nobody for another new name', async () => {
    await loadFixture(db, 'contributors');
    await compute();
    const rename = async (id: number, login: string) => {
      await db.query('update github.account set login = $2 where account_id = $1', [id, login]);
      const due = await queryCsv(db, `select family from kpi.due_month where source = 'accounts' order by 1`);
      await compute();
      const now = await read('contributors');
      await compute(db, asOf, true);
      assert.deepEqual(await read('contributors'), now);
      return [due.length - 1, ...now.slice(2, 4).map((line) => line.split(',').slice(1, 7).join())];
    };
    // `K8s-ci-robot` is a bot by rule, `ann` by nobody's word.
    assert.deepEqual(await rename(1, 'anna'), [0, '3,2,1,1,1,0', '2,0,2,1,1,0']);
    assert.deepEqual(await rename(4, 'kate'), [5, '3,2,1,1,1,0', '3,1,2,0,0,0']);
    assert.deepEqual(await rename(1, 'k8s-ci-robot'), [5, '2,2,0,2,1,1', '2,1,1,1,0,1']);
  });

  it('see a rename beside a change of the rules, whichever is stored first', async () => {
    await loadFixture(db, 'contributors');
    await compute();
    const hold = await db.connect();
    try {
      await hold.query('begin');
      await hold.query(`insert into kpi.bot_rule (match, pattern) values ('login', 'anna')`);
      const renamed = db.query(`update github.account set login = 'anna' where account_id = 1`);
      // Long enough for it to decide, if it did not wait.
      await Promise.race([renamed, setTimeout(500)]);
      await hold.query('commit');
      await renamed;
    } finally {
      hold.release(true);
    }
    await compute();
    const now = await read('contributors');
    assert.equal(now[2], '2026-01-01,2,2,0,2,1,1,true');
    await compute(db, asOf, true);
    assert.deepEqual(await read('contributors'), now);
  });

  async function loadOther() {
    await storeRepository(db, 8, 'other/rocket');
    await storeFlowRows(db, 8, 'account', [{ account_id: 6, login: 'zoe', is_bot: false }]);
    await storeFlowRows(db, 8, 'commit', [
      {
        sha: 'z1',
        author_id: 6,
        author_email_sha256: null,
        is_merge: false,
        authored_at: '2026-01-01T00:00:00Z',
        deleted_at: null,
      },
    ]);
  }

  it('count a conversation that was here before what it is about, when that comes, goes and comes back', async () => {
    await loadFixture(db, 'flows');
    await compute();
    const active = async () => [
      ...(await queryCsv(db, `select issues_active from report.issue_flow_monthly where month = '2026-02-01'`)).slice(
        1,
      ),
      ...(await queryCsv(db, `select active from report.pull_request_flow_monthly where month = '2026-02-01'`)).slice(
        1,
      ),
      ...(
        await queryCsv(
          db,
          `select median_hours_from_ready_to_first_review from report.pull_request_flow_monthly where month = '2026-01-01'`,
        )
      ).slice(1),
    ];
    assert.deepEqual(await active(), ['1', '0', '6']);
    const words = (number: number) => ({ number, author_id: 2, deleted_at: null, created_at: '2026-02-10T00:00:00Z' });
    await storeFlowRows(db, 7, 'comment', [
      { comment_id: 30, ...words(30) },
      { comment_id: 31, ...words(31) },
    ]);
    await compute();
    assert.deepEqual(await active(), ['1', '0', '6'], 'of nobody knows what');

    const item = { author_id: 1, created_at: '2026-01-20T00:00:00Z', closed_at: null };
    const issue = { issue_id: 30, number: 30, is_pull_request: false, ...item };
    const pull = { pull_request_id: 31, number: 31, is_draft: false, merged_at: null, ...item };
    for (const [deleted_at, expected] of [
      [null, ['2', '1', '6']],
      ['2026-03-01T00:00:00Z', ['1', '0', '6']],
      [null, ['2', '1', '6']],
    ] as const) {
      await storeFlowRows(db, 7, 'issue', [{ ...issue, deleted_at }]);
      await storeFlowRows(db, 7, 'pull_request', [{ ...pull, deleted_at }]);
      await compute();
      assert.deepEqual(await active(), expected);
    }

    // Ready from the first of its events on, and so reviewed an hour after that.
    const ready = { event_id: 40, number: 22, event: 'ready_for_review', created_at: '2026-01-13T02:00:00Z' };
    await storeFlowRows(db, 7, 'issue_event', [{ ...ready, deleted_at: null }]);
    await compute();
    assert.deepEqual(await active(), ['2', '1', '1']);
  });

  it('show the exact date of the first commit beside the week of the statistics', async () => {
    await loadFixture(db, 'contributors');
    await db.query(
      `insert into github.contributor_stats (
         repository_id, contributor, account_id, login, is_bot, total_commits, first_week, first_week_commits, weeks, week_commits
       ) values (7, 'account:2', 2, 'bob', false, 1, '2025-12-28', 1, '{2025-12-28}', '{1}')`,
    );
    await compute();
    const rows = await queryCsv(
      db,
      `select month, to_char(first_commit_at at time zone 'utc', 'YYYY-MM-DD') as day
       from report.new_contributors where source = 'stats'`,
    );
    assert.deepEqual(rows.slice(1), ['2025-12-01,2026-01-01']);
  });

  it('are the same bytes a second time, in a session of another zone, and after a look at another month and back', async () => {
    await loadFixture(db, 'flows');
    const bytes = async () =>
      JSON.stringify(await Promise.all(Object.values(queries).map((query) => queryCsv(db, query))));
    await compute();
    const first = await bytes();
    const away = new URL(database.url);
    away.searchParams.set('options', '-c TimeZone=Asia/Kolkata');
    const kolkata = createDb(away.href, { size: 1 });
    try {
      const { rows } = await kolkata.query<{ zone: string }>(`select current_setting('TimeZone') as zone`);
      for (const pool of [db, kolkata]) {
        const { families } = await compute(pool, asOf, true);
        assert.ok(Object.values(families).every(({ written, deleted }) => written + deleted === 0));
      }
      await db.query(
        'truncate kpi.computation, kpi.issue_flow_monthly, kpi.pull_request_flow_monthly, kpi.new_contributors',
      );
      await db.query('truncate kpi.contributions_monthly, kpi.new_contributors_monthly, kpi.contributors_monthly');
      await compute(kolkata);
      assert.equal(await bytes(), first, rows[0]!.zone);
    } finally {
      await kolkata.end();
    }
    await compute(db, '2026-06-20');
    await compute(db, '2026-02-05');
    await compute();
    assert.equal(await bytes(), first);
  });

  it('agree with the formulas of devstats for the same rows', async () => {
    for (const fixture of ['contributors', 'flows']) {
      if (fixture === 'flows')
        await db.query(
          'truncate github.repository, github.account, github.issue, github.comment, github.pull_request, sync.resource, github.review',
        );
      await loadFixture(db, fixture);
      await db.query('truncate kpi.computation');
      await compute();
      // issues_age.sql and time_metrics.sql: by the month of opening; new_contributors.sql: accounts whose first pull request
      // was opened in it, and new_contributors_data.sql: whose first one was merged in it.
      const { rows } = await db.query(
        `with months as (
           select month::date, month::timestamp at time zone 'utc' as from_at, (month + interval '1 month') at time zone 'utc' as to_at
           from generate_series(timestamp '2026-01-01', timestamp '2026-04-01', interval '1 month') as month
         )
         select month,
           (select percentile_disc(0.5) within group (order by extract(epoch from closed_at - created_at) / 3600)::float8
            from github.issue where not is_pull_request and closed_at >= created_at and deleted_at is null
              and created_at >= from_at and created_at < to_at and closed_at is not null and number <> 8) as age,
           (select percentile_disc(0.85) within group (order by extract(epoch from merged_at - created_at) / 3600)::float8
            from github.pull_request where created_at >= from_at and created_at < to_at and merged_at is not null) as merge,
           (select count(distinct author_id)::int from github.pull_request as pull
            where created_at >= from_at and created_at < to_at and deleted_at is null and author_id <> 10137 and not exists (
              select from github.pull_request as earlier
              where earlier.author_id = pull.author_id and earlier.created_at < from_at and earlier.deleted_at is null)) as opened,
           (select count(distinct author_id)::int from github.pull_request as pull
            where merged_at >= from_at and merged_at < to_at and author_id <> 10137 and not exists (
              select from github.pull_request as earlier
              where earlier.author_id = pull.author_id and earlier.merged_at < from_at)) as merged
         from months order by month`,
      );
      const ours = await db.query(
        `select month,
           (select median_hours_to_close_of_opened from report.issue_flow_monthly as flow
            where flow.month = months.month::date and flow.month <> '2026-03-01') as age,
           (select p85_hours_to_merge_of_opened from report.pull_request_flow_monthly as flow where flow.month = months.month::date) as merge,
           coalesce((select new_contributors - new_without_account from report.new_contributors_monthly as come
            where come.month = months.month::date and source = 'pull_requests_opened'), 0) as opened,
           coalesce((select new_contributors - new_without_account from report.new_contributors_monthly as come
            where come.month = months.month::date and source = 'pull_requests_merged'), 0) as merged
         from (select month::date from generate_series(timestamp '2026-01-01', timestamp '2026-04-01', interval '1 month') as month) as months
         order by month`,
      );
      assert.deepEqual(ours.rows, rows, fixture);
    }
  });
});
