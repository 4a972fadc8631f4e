import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { readCsvArchive, type CsvRow } from '../support/read-csv-archive.ts';
import { withData } from '../support/shared-data.ts';
import { storeFlowRows } from '../support/store-flow-row.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** All repositories of the recording as one, since its tables count across them. */
const repositoryId = 1;
const asOf = '2026-08-05';

describe('KPIs of the recorded pull requests of Jenkins', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, repositoryId, 'jenkinsci/everything');
    await storeResource(db, repositoryId, 'pull_requests', `${asOf} 00:00:00Z`);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  /** Stores the recorded rows under ids of our own, which the recording lacks; a login is an account, '' a deleted one. */
  async function store(submissions: CsvRow[]): Promise<void> {
    const logins = [...new Set(submissions.map((row) => row['user.login']!))].filter((login) => login !== '');
    const ids = new Map(logins.map((login, index) => [login, index + 1]));
    await storeFlowRows(
      db,
      repositoryId,
      'account',
      logins.map((login) => ({ account_id: ids.get(login)!, login, is_bot: false })),
    );
    const rows = submissions.map((row, index) => ({
      pull_request_id: index + 1,
      number: index + 1,
      author_id: ids.get(row['user.login']!) ?? null,
      is_draft: false,
      created_at: row['created_at']!,
      closed_at: row['merged_at'] || null,
      merged_at: row['merged_at'] || null,
      deleted_at: null,
    }));
    for (let start = 0; start < rows.length; start += 10_000) {
      await storeFlowRows(db, repositoryId, 'pull_request', rows.slice(start, start + 10_000));
    }
  }

  withData('jenkins-pulls/jenkins.tar.gz')(
    'give the published submissions and submitters of all 79 months, and every first month of the published pivot',
    async (file) => {
      const table = await readCsvArchive(file, 'jenkins/');
      const summary = table('expected/summary_counts');
      const months = summary.map(({ month }) => `${month!.slice(3)}-${month!.slice(0, 2)}`);
      assert.equal(months.length, 79);
      const submissions = months.flatMap((month) => table(`input/submissions-${month}`));
      await store(submissions);
      await computeKpiBatch(db, { repositoryIds: [repositoryId], months: [], all: false, asOf, isPast: false });

      const flow = await db.query<{ line: string }>(
        // The publisher counts all deleted accounts of a month as one submitter.
        `select to_char(month, 'MM-YYYY') || ' ' || opened || ' ' || authors + least(opened_without_author, 1) as line
         from report.pull_request_flow_monthly where month < '2026-08-01' order by month`,
      );
      assert.deepEqual(
        flow.rows.map(({ line }) => line),
        summary.map(({ month, submissions, submitters }) => `${month} ${submissions} ${submitters}`),
      );

      const pivot = table('expected/submissions_overview');
      const first = new Map(
        pivot.map((row) => [row['']!, Object.keys(row).find((month) => month !== '' && Number(row[month]) > 0)]),
      );
      const people = await db.query<{ login: string; month: string }>(
        `select coalesce(login, '') as login, to_char(min(month), 'YYYY-MM') as month
         from report.new_contributors where source = 'pull_requests_opened' group by 1`,
      );
      assert.equal(people.rows.length, 7006);
      assert.deepEqual(new Map(people.rows.map(({ login, month }) => [login, month])), first);

      const monthly = await db.query<{ people: number; rows: number; are_zeros_known: boolean }>(
        `select sum(new_contributors - new_without_account)::int as people, count(*)::int as rows,
           bool_and(new_contributors is not null) as are_zeros_known
         from report.new_contributors_monthly where source = 'pull_requests_opened'`,
      );
      assert.deepEqual(monthly.rows, [{ people: 7005, rows: 80, are_zeros_known: true }]);
    },
    180_000,
  );
});
