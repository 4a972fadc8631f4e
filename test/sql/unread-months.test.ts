import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { loadFixture, queryCsv } from '../support/load-fixture.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const asOf = '2026-04-10';

describe('Months that nobody has read', () => {
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

  const compute = () => computeKpiBatch(db, { repositoryIds: [7], months: [], all: false, asOf, isPast: false });
  const read = async (columns: string, view: string) =>
    (await queryCsv(db, `select month, ${columns}, is_complete from report.${view} order by month`)).slice(1);
  const beginAt = (resource: string, day: string) =>
    db.query('update sync.resource set complete_from = $2 where resource = $1', [resource, day]);

  it('have no ratio of numbers that are not known', async () => {
    await loadFixture(db, 'flows');
    await storeIssue(db, { repositoryId: 7, id: 90, labels: [], createdAt: '2026-02-10' });
    await compute();
    const flows = async () => [
      (await read('issues_opened, issues_closed, unanswered, closure_ratio', 'issue_flow_monthly'))[1],
      (await read('opened, merged, closed_unmerged, closure_ratio', 'pull_request_flow_monthly'))[1],
      (await read('opened, merged, closed_unmerged, acceptance_ratio', 'pull_request_flow_monthly'))[2],
    ];
    assert.deepEqual(await flows(), ['2026-02-01,1,0,1,0,true', '2026-02-01,1,0,0,0,true', '2026-03-01,0,0,1,0,true']);
    await db.query(`delete from sync.resource where resource in ('issues', 'pull_requests')`);
    assert.deepEqual(await flows(), ['2026-02-01,1,,1,,false', '2026-02-01,1,,,,false', '2026-03-01,,,1,,false']);
  });

  it('have no contributors where one of the lists begins later', async () => {
    await loadFixture(db, 'contributors');
    await db.query(
      `update github.commit set authored_at = '2025-10-31 23:59:59Z' where repository_id = 7 and sha = 'a1'`,
    );
    await compute();
    const columns = 'active, new, "returning", active_bots, new_bots, returning_bots';
    const active = async () => (await read(columns, 'contributors_monthly')).slice(0, 3);
    const october = '2025-10-01,1,1,0,0,0,0';
    assert.deepEqual(await active(), [`${october},true`, '2025-11-01,0,0,0,0,0,0,true', '2025-12-01,0,0,0,0,0,0,true']);
    await beginAt('comments', '2025-12-01Z');
    assert.deepEqual(await active(), [`${october},false`, '2025-11-01,,,,,,,false', '2025-12-01,0,0,0,0,0,0,false']);
  });

  it('have no issues of a category, neither before a list begins nor after it ends', async () => {
    await storeRepository(db, 7, 'acme/rocket');
    await storeIssue(db, { repositoryId: 7, id: 1, labels: ['bug'], createdAt: '2025-12-05' });
    await storeIssue(db, { repositoryId: 7, id: 2, labels: [], createdAt: '2026-01-05' });
    await storeResource(db, 7, 'issues', '2026-03-10 12:00Z');
    await compute();
    const bugs = async () =>
      (await read('category, issues_opened, issues_closed, share', 'label_categories_monthly')).filter((line) =>
        line.includes(',bug,'),
      );
    const ends = ['2026-02-01,bug,0,0,,true', '2026-03-01,bug,0,0,,false', '2026-04-01,bug,,,,false'];
    assert.deepEqual(await bugs(), ['2025-12-01,bug,1,0,1,true', '2026-01-01,bug,0,0,0,true', ...ends]);
    await beginAt('issues', '2026-02-01Z');
    assert.deepEqual(await bugs(), ['2025-12-01,bug,1,,1,false', '2026-01-01,bug,,,,false', ...ends]);
  });

  it('have no releases, neither before a list begins nor after it ends', async () => {
    await storeRepository(db, 7, 'acme/rocket');
    await db.query(
      `insert into github.release (
         repository_id, release_id, tag_name, is_draft, is_prerelease, created_at, published_at, is_cleaned
       ) values (7, 1, 'v1', false, false, '2025-12-05', '2025-12-05', false)`,
    );
    await storeResource(db, 7, 'releases', '2026-03-10 12:00Z');
    await compute();
    const releases = () => read('releases, prereleases', 'releases_monthly');
    const ends = ['2026-02-01,0,0,true', '2026-03-01,0,0,false', '2026-04-01,,,false'];
    assert.deepEqual(await releases(), ['2025-12-01,1,0,true', '2026-01-01,0,0,true', ...ends]);
    await beginAt('releases', '2026-02-01Z');
    assert.deepEqual(await releases(), ['2025-12-01,1,,false', '2026-01-01,,,false', ...ends]);
  });
});
