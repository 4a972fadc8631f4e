import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { plainIssueLabelsMonthly, type PlainIssue } from '../support/plain-label-kpis.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { readJsonLines, withData } from '../support/shared-data.ts';
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

  withData('label-kpi-example/jquery_jquery.issues.jsonl.gz')(
    'give the published label quality of jquery to the last bit, and the other definition beside it',
    async (file) => {
      const rows = readJsonLines<ExampleRow>(file);
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
      const hits = (rule: RegExp) =>
        rows.filter(({ labels }) => labels.split(';').some((label) => rule.test(label))).length;
      assert.deepEqual(found.rows, [
        {
          definition: 'label',
          issues: 23,
          defects: hits(/^bug$/i),
          defect_density: hits(/^bug$/i) / 23,
          performance_issues: hits(/^performance$/i),
          performance_share: (hits(/^performance$/i) / 23) * 100,
        },
        {
          definition: 'substring',
          issues: 23,
          defects: 7,
          defect_density: 0.30434782608695654,
          performance_issues: 9,
          performance_share: 39.130434782608695,
        },
      ]);
    },
  );

  withData('recorded-gets/recorded_gets.jsonl.gz')(
    'give the new contributors of recorded statistics, as counted by hand from the weeks',
    async (file) => {
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
      const people = await db.query(
        `select login, first_contribution_at, month, total_commits_first_week from report.new_contributors order by login collate "C"`,
      );
      assert.deepEqual(
        people.rows,
        first.sort((a, b) => (a.login < b.login ? -1 : 1)),
      );
      const monthly = await db.query<{ month: string; new_contributors: number }>(
        'select month, new_contributors from report.new_contributors_monthly order by month',
      );
      const counts = new Map<string, number>();
      for (const { month } of first) counts.set(month, (counts.get(month) ?? 0) + 1);
      assert.deepEqual(new Map(monthly.rows.map((row) => [row.month, row.new_contributors])), counts);
    },
  );

  withData('go-issues/issues.jsonl.gz')(
    'give the label KPIs of all golang/go issues, equal to a plain computation',
    async (file) => {
      const issues = readJsonLines<PlainIssue & { id: number; number: number; labels?: { name: string }[] }>(file);
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
      await compute('2016-11-15');
      const found = await readLabelRows(db, repositoryId);
      assert.ok(found.length > 500);
      assert.deepEqual(found, plainIssueLabelsMonthly(issues, '2016-11-15'));
    },
  );
});
