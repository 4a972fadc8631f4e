import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { expectedCsv, queryCsv } from '../support/load-fixture.ts';
import { plainIssueLabelsMonthly, type PlainIssue } from '../support/plain-label-kpis.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { readJsonLines, recordedForm, withData } from '../support/shared-data.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

interface ExampleRow {
  issue_id: number;
  is_pull_request: string;
  labels: string;
  state: string;
  created_time: string;
  updated_time: string;
}

interface ContributorEntry {
  author: { id: number; login: string; type: string } | null;
  total: number;
  weeks: { w: number; c: number }[];
}

const repositoryId = 167174;

describe('KPIs of recorded answers', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, repositoryId, 'jquery/jquery');
    for (const resource of ['issues', 'contributor_stats']) {
      await storeResource(db, repositoryId, resource, '2026-08-01 00:00:00Z');
    }
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (asOf: string) =>
    createKpiActivities({ db }).computeRepositoryKpis({ repositoryId, months: [], all: false, asOf, isPast: false });

  /** Stores the items of a label table, and computes as of the day that its published figures are of. */
  async function computeLabelQuality(rows: ExampleRow[]) {
    await db.query(
      `insert into github.issue (
         repository_id, issue_id, number, is_pull_request, state, title, label_ids, label_names, assignee_ids, is_locked,
         comments, created_at, updated_at, is_cleaned
       )
       select $1, issue_id, issue_id, is_pull_request = 'true', state, '', '{}',
         array_remove(string_to_array(labels, ';'), ''), '{}', false, 0, created_time, updated_time, false
       from jsonb_to_recordset($2::jsonb) as example (
         issue_id bigint, is_pull_request text, labels text, state text, created_time timestamptz, updated_time timestamptz
       )`,
      [repositoryId, JSON.stringify(rows)],
    );
    await compute('2020-08-05');
    const found = await db.query(
      `select definition, issues, defects, defect_density, performance_issues, performance_share
       from report.label_quality order by definition`,
    );
    return found.rows as unknown[];
  }

  const published = {
    definition: 'substring',
    issues: 23,
    defects: 7,
    defect_density: 0.30434782608695654,
    performance_issues: 9,
    performance_share: 39.130434782608695,
  };

  it('give the published figures for labels of the same kind, made up', async () => {
    assert.deepEqual(await computeLabelQuality(readJsonLines<ExampleRow>(recordedForm('labelled-items.jsonl'))), [
      {
        definition: 'label',
        issues: 23,
        defects: 2,
        defect_density: 0.08695652173913043,
        performance_issues: 1,
        performance_share: 4.3478260869565215,
      },
      published,
      {
        // Bug twice, once beside Hotfix; "bug: rendering", "Fault report" and "Errors in forms" are no names of bugs.
        definition: 'vocabulary',
        issues: 23,
        defects: 2,
        defect_density: 0.08695652173913043,
        performance_issues: 1,
        performance_share: 4.3478260869565215,
      },
    ]);
  });

  withData('label-kpi-example/jquery_jquery.issues.jsonl.gz', 'jquery-labels.jsonl')(
    'give the published label quality of jquery to the last bit, and the other definitions beside it',
    async (file) => {
      const rows = readJsonLines<ExampleRow>(file);
      const found = await computeLabelQuality(rows);
      const hits = (rule: RegExp) =>
        rows.filter(({ labels }) => labels.split(';').some((label) => rule.test(label))).length;
      assert.deepEqual(found, [
        {
          definition: 'label',
          issues: 23,
          defects: hits(/^bug$/i),
          defect_density: hits(/^bug$/i) / 23,
          performance_issues: hits(/^performance$/i),
          performance_share: (hits(/^performance$/i) / 23) * 100,
        },
        published,
        {
          definition: 'vocabulary',
          issues: 23,
          defects: hits(/^bug$/i),
          defect_density: hits(/^bug$/i) / 23,
          performance_issues: 0,
          performance_share: 0,
        },
      ]);
    },
  );

  /** Stores the statistics among recorded GETs, and computes. @returns their entries */
  async function computeContributors(file: string): Promise<ContributorEntry[]> {
    const gets = readJsonLines<{ uri: string; body: ContributorEntry[] | string }>(file);
    const body = gets.find(({ uri }) => uri.endsWith('/stats/contributors'))!.body;
    const entries = typeof body === 'string' ? (JSON.parse(body) as ContributorEntry[]) : body;
    await db.query(
      `insert into github.contributor_stats (
         repository_id, contributor, account_id, login, is_bot, total_commits, first_week, first_week_commits, weeks, week_commits
       )
       select $1, 'account:' || (entry -> 'author' ->> 'id'), (entry -> 'author' ->> 'id')::bigint,
         entry -> 'author' ->> 'login', entry -> 'author' ->> 'type' = 'Bot', (entry ->> 'total')::bigint,
         active.weeks[1], active.commits[1], active.weeks, active.commits
       from jsonb_array_elements($2::jsonb) as entry
       cross join lateral (
         select
           coalesce(array_agg(day order by day), '{}') as weeks,
           coalesce(array_agg(commits order by day), '{}') as commits
         from (
           select (to_timestamp((week ->> 'w')::bigint) at time zone 'utc')::date as day, (week ->> 'c')::bigint as commits
           from jsonb_array_elements(entry -> 'weeks') as week
         ) as weeks
         where commits > 0
       ) as active`,
      [repositoryId, JSON.stringify(entries)],
    );
    await compute('2026-08-05');
    return entries;
  }

  const newPeople = async () =>
    (
      await db.query(
        `select login, first_contribution_at, month, total_commits_first_week from report.new_contributors order by login collate "C"`,
      )
    ).rows as unknown[];
  /** Months in which somebody was new; those between have rows of zeros. */
  const newByMonth = async () =>
    (
      await db.query<{ month: string; new_contributors: number; new_bots: number }>(
        `select month, new_contributors, new_bots from report.new_contributors_monthly
         where source = 'stats' and new_contributors > 0 order by month`,
      )
    ).rows;

  it('give the new contributors of made-up statistics, as counted by hand from the weeks', async () => {
    await computeContributors(recordedForm('contributor-stats.jsonl'));
    const first = (login: string, week: string, total_commits_first_week: number) => ({
      login,
      first_contribution_at: new Date(`${week}T00:00:00Z`),
      month: `${week.slice(0, 7)}-01`,
      total_commits_first_week,
    });
    assert.deepEqual(await newPeople(), [
      first('builder[bot]', '2025-12-28', 9),
      first('early-bird', '2025-11-30', 3),
      first('late', '2026-01-25', 1),
      first('year-end', '2025-12-28', 2),
    ]);
    assert.deepEqual(await newByMonth(), [
      { month: '2025-11-01', new_contributors: 1, new_bots: 0 },
      { month: '2025-12-01', new_contributors: 2, new_bots: 1 },
      { month: '2026-01-01', new_contributors: 1, new_bots: 0 },
    ]);
  });

  withData('recorded-gets/recorded_gets.jsonl.gz', 'contributor-stats.jsonl')(
    'give the new contributors of recorded statistics, as counted by hand from the weeks',
    async (file) => {
      const entries = await computeContributors(file);
      const first = entries.flatMap(({ author, weeks }) => {
        const week = weeks.filter(({ c }) => c > 0).sort((a, b) => a.w - b.w)[0];
        if (!week) return [];
        const at = new Date(week.w * 1000);
        return [
          {
            login: author!.login,
            first_contribution_at: at,
            month: `${at.toISOString().slice(0, 7)}-01`,
            total_commits_first_week: week.c,
          },
        ];
      });
      assert.ok(first.length >= 2);
      assert.deepEqual(
        await newPeople(),
        first.sort((a, b) => (a.login < b.login ? -1 : 1)),
      );
      const counts = new Map<string, number>();
      for (const { month } of first) counts.set(month, (counts.get(month) ?? 0) + 1);
      assert.deepEqual(new Map((await newByMonth()).map((row) => [row.month, row.new_contributors])), counts);
    },
  );

  type RecordedIssue = PlainIssue & { id: number; number: number; labels?: { name: string }[] };

  async function computeLabels(issues: RecordedIssue[], asOf: string): Promise<void> {
    const rows = issues.map(({ id, number, labels, created_at, closed_at, pull_request }) => {
      return { id, number, labels, created_at, closed_at, is_pull_request: pull_request !== undefined };
    });
    await db.query(
      `insert into github.issue (
         repository_id, issue_id, number, is_pull_request, state, title, label_ids, label_names, assignee_ids, is_locked,
         comments, created_at, updated_at, closed_at, is_cleaned
       )
       select $1, id, number, is_pull_request, case when closed_at is null then 'open' else 'closed' end, '', '{}',
         array(select jsonb_array_elements(coalesce(labels, '[]')) ->> 'name'), '{}', false,
         0, created_at, created_at, closed_at, false
       from jsonb_to_recordset($2::jsonb) as issue (
         id bigint, number bigint, is_pull_request boolean, labels jsonb, created_at timestamptz, closed_at timestamptz
       )`,
      [repositoryId, JSON.stringify(rows)],
    );
    await compute(asOf);
  }

  it('give the label KPIs of made-up issues in the trimmed form of a mirror, as another program has counted them', async () => {
    await computeLabels(readJsonLines<RecordedIssue>(recordedForm('issues.jsonl')), '2016-06-15');
    const found = await queryCsv(
      db,
      `select month, label, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
         open_at_month_end_current_labels
       from report.issue_labels_monthly order by month, label collate "C"`,
    );
    assert.equal(found.length, 304);
    assert.deepEqual(found, expectedCsv('recorded-form', 'issue_labels_monthly'));
  });

  withData('go-issues/issues.jsonl.gz', 'go-issues.jsonl')(
    'give the label KPIs of golang/go issues, equal to a plain computation',
    async (file) => {
      const issues = readJsonLines<RecordedIssue>(file);
      await computeLabels(issues, '2016-11-15');
      const found = await readLabelRows(db, repositoryId);
      assert.ok(found.length > (issues.length > 10_000 ? 500 : 50), `${found.length} rows`);
      assert.deepEqual(found, plainIssueLabelsMonthly(issues, '2016-11-15'));
    },
  );
});
