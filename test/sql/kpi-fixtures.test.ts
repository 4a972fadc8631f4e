import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { expectedCsv, loadFixture, queryCsv } from '../support/load-fixture.ts';
import { stagePage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** Every month of a repository, whatever was touched. */
const nothing = { months: [], all: true, isPast: false };

describe('KPI tables from rows small enough to read', () => {
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

  async function compute(asOf: string, isPast = false) {
    const kpis = createKpiActivities({ db });
    for (const repositoryId of [7, 8]) {
      await kpis.computeRepositoryKpis({ repositoryId, months: [], all: false, asOf, isPast });
    }
  }

  const labelRows = () =>
    queryCsv(
      db,
      `select repository, month, label, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
         labeled, unlabeled, open_at_month_end, median_hours_in_label, open_at_month_end_current_labels
       from report.issue_labels_monthly order by repository, month, label collate "C"`,
    );

  it('counts issues by label and UTC month', async () => {
    await loadFixture(db, 'issue_labels_monthly');
    await compute('2026-03-10');
    assert.deepEqual(await labelRows(), expectedCsv('issue_labels_monthly'));
  });

  it('comes to the same rows after a look at a later month and back', async () => {
    await loadFixture(db, 'issue_labels_monthly');
    for (const asOf of ['2025-12-31', '2026-01-31', '2026-05-01', '2026-03-10']) await compute(asOf);
    assert.deepEqual(await labelRows(), expectedCsv('issue_labels_monthly'));
  });

  it('has no row before the first issue and for a repository without issues', async () => {
    await loadFixture(db, 'issue_labels_monthly');
    await db.query('delete from github.issue where repository_id = 8');
    await compute('2025-12-31');
    assert.equal((await labelRows()).length, 1);
    await compute('2026-03-10');
    assert.ok(!(await labelRows()).some((line) => line.startsWith('other/rocket')));
  });

  it('names new contributors and counts them by month', async () => {
    await loadFixture(db, 'new_contributors');
    await compute('2026-02-10');
    const people = await queryCsv(
      db,
      `select repository, source, contributor, login, account_id, (first_contribution_at at time zone 'utc')::date as first_day,
         month, is_bot, total_commits_first_week
       from report.new_contributors order by repository, contributor collate "C"`,
    );
    assert.deepEqual(people, expectedCsv('new_contributors'));
    const monthly = await queryCsv(
      db,
      `select repository, month, source, new_contributors, new_bots, new_without_account
       from report.new_contributors_monthly order by repository, month`,
    );
    assert.deepEqual(monthly, expectedCsv('new_contributors', 'expected_monthly'));
  });

  const releaseRows = () =>
    queryCsv(
      db,
      `select repository, month, releases, prereleases, is_complete
       from report.releases_monthly order by repository, month`,
    );

  it('counts releases by the UTC month of their publication, months without any too', async () => {
    await loadFixture(db, 'releases_monthly');
    await compute('2026-03-10');
    assert.deepEqual(await releaseRows(), expectedCsv('releases_monthly'));
    await compute('2026-03-10');
    assert.deepEqual(await releaseRows(), expectedCsv('releases_monthly'));
  });

  it('counts releases anew from marks as it would from the beginning', async () => {
    await loadFixture(db, 'releases_monthly');
    await compute('2026-03-10');
    const stage = (body: Record<string, unknown>[]) => stagePage(db, 'releases', { repositoryId: 7, body });
    const release = { id: 9, tag_name: 'v0.9', created_at: '2025-08-01T00:00:00Z' };
    for (const published of ['2025-08-15T00:00:00Z', '2026-02-03T00:00:00Z', '2025-12-31T23:59:59Z']) {
      await stage([{ ...release, published_at: published }]);
      await compute('2026-03-10');
      const incremental = await releaseRows();
      await db.query('delete from kpi.releases_monthly');
      await createKpiActivities({ db }).computeRepositoryKpis({ ...nothing, repositoryId: 7, asOf: '2026-03-10' });
      assert.deepEqual(incremental, await releaseRows(), published);
    }
  });

  it('drops who is no longer in the statistics, with the month', async () => {
    await loadFixture(db, 'new_contributors');
    await compute('2026-02-10');
    await db.query(`delete from github.contributor_stats where contributor in ('account:1', 'null:2')`);
    await db.query(
      `insert into sync.mark values (7, 'contributor_stats', '2026-02-01'), (8, 'contributor_stats', '2026-02-01')`,
    );
    await compute('2026-02-10');
    const monthly = await queryCsv(
      db,
      'select repository, month, new_contributors from report.new_contributors_monthly order by 1, 2',
    );
    assert.deepEqual(monthly.slice(1), ['acme/rocket,2026-01-01,1', 'acme/rocket,2026-02-01,2']);
    const left = await queryCsv(
      db,
      `select contributor from report.new_contributors where contributor in ('account:1', 'null:2')`,
    );
    assert.deepEqual(left, ['contributor']);
  });

  const quality = () =>
    queryCsv(
      db,
      `select repository, as_of, definition, issues, defects, defect_density, performance_issues, performance_share, is_complete
       from report.label_quality order by repository, as_of, definition`,
    );

  it('makes one snapshot of label quality a day and definition, and none without rows', async () => {
    await loadFixture(db, 'label_quality');
    await compute('2026-03-10');
    assert.deepEqual(await quality(), expectedCsv('label_quality'));
  });

  it('keeps the snapshot of a day whatever changes later', async () => {
    await loadFixture(db, 'label_quality');
    await compute('2026-03-10');
    await db.query(`update github.issue set label_names = '{bug}'`);
    await db.query(`insert into kpi.label_rule values ('substring', 'bug', 'substring', 'info')`);
    await compute('2026-03-10');
    assert.deepEqual(await quality(), expectedCsv('label_quality'));
  });

  it('follows an edited rule from the next day on, and says which rules it used', async () => {
    await loadFixture(db, 'label_quality');
    await compute('2026-03-10');
    await db.query(`insert into kpi.label_rule values ('label', 'bug', 'exact', 'Needs Info')`);
    await db.query(`delete from kpi.label_rule where definition = 'substring' and pattern = 'bug'`);
    await db.query(`update github.issue set updated_at = '2026-03-11'`);
    await compute('2026-03-11');
    const rows = await queryCsv(
      db,
      `select as_of, definition, defects, array_to_string(defect_labels, '|') as rules from report.label_quality
       where definition <> 'vocabulary' order by 1, 2`,
    );
    assert.deepEqual(rows.slice(1), [
      '2026-03-10,label,1,bug',
      '2026-03-10,substring,2,blocker|bug|defect|error|fault|fix',
      '2026-03-11,label,3,bug|needs info',
      '2026-03-11,substring,0,blocker|defect|error|fault|fix',
    ]);
  });

  it('makes a missing past snapshot from what was open then, and marks it incomplete', async () => {
    await loadFixture(db, 'label_quality');
    await compute('2026-01-15', true);
    const rows = await queryCsv(
      db,
      'select repository, definition, issues, defects, is_complete from report.label_quality order by repository, definition',
    );
    // Closed on 1 February, so open on 15 January: issue 5 of the one and issue 7 of the other repository.
    assert.deepEqual(rows.slice(1), [
      'acme/rocket,label,6,3,false',
      'acme/rocket,substring,6,4,false',
      'acme/rocket,vocabulary,6,3,false',
      'other/rocket,label,1,1,false',
      'other/rocket,substring,1,1,false',
      'other/rocket,vocabulary,1,1,false',
    ]);
  });

  it('waits with the first snapshot until the issue list was whole', async () => {
    await loadFixture(db, 'label_quality');
    await db.query('update sync.resource set complete_through = null');
    await compute('2026-03-10');
    assert.equal((await quality()).length, 1);
    await db.query(`update sync.resource set complete_through = '2026-03-10 02:10:00Z'`);
    await compute('2026-03-10');
    assert.deepEqual(await quality(), expectedCsv('label_quality'));
  });
});
