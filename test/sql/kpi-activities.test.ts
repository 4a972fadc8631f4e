import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { computeInside } from '../support/compute-inside.ts';
import { createTestDatabase } from '../support/global.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { waitingMonths } from '../support/waiting-months.ts';

const asOf = '2026-03-10';
const touched = { repositoryId: 7, months: [] as string[], all: false, asOf, isPast: false };

describe('Computing KPIs', () => {
  let database: TestDatabase;
  let db: Pool;
  let kpis: ReturnType<typeof createKpiActivities>;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    kpis = createKpiActivities({ db });
    await storeRepository(db, 7, 'Acme/Rocket');
    await storeResource(db, 7, 'issues', '2026-03-10 02:00:00Z');
    await storeIssue(db, { repositoryId: 7, id: 1, labels: ['bug'], createdAt: '2026-01-05T00:00:00Z' });
    await touchIssueMonths(db, 7, 1);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const listed = async (options: { repositories?: string[]; all?: boolean; asOf?: string } = {}) => {
    const found = await kpis.listRepositoriesToCompute({ repositories: [], all: false, asOf, ...options });
    return found.map(({ repository }) => repository);
  };
  const marks = async () => (await waitingMonths(db, 'issue_labels')).map((line) => line.replace(/^7 /, ''));
  const inside = { repositoryIds: [7], months: [], all: false, asOf };
  const openBugs = async () =>
    (await readLabelRows(db, 7)).map((row) => `${row.month} ${row.open_at_month_end_current_labels}`);

  it('finds named repositories however they are spelled, each once', async () => {
    assert.deepEqual(
      await kpis.listRepositoriesToCompute({ repositories: ['acme/rocket', 'ACME/rocket'], all: false, asOf }),
      [{ repositoryId: 7, repository: 'Acme/Rocket' }],
    );
  });

  it('refuses unknown repositories with a sentence, for good', async () => {
    await assert.rejects(listed({ repositories: ['acme/rocket', 'no/body', 'nor/me'] }), (error) => {
      assert.ok(error instanceof ApplicationFailure);
      assert.equal(error.nonRetryable, true);
      assert.match(error.message, /^no\/body, nor\/me are not in this database: .*repos add no\/body/);
      return true;
    });
  });

  it('lists a repository until its tables are up to date, and again after a change, a day and a month', async () => {
    assert.deepEqual(await listed(), ['Acme/Rocket']);
    await kpis.computeRepositoryKpis(touched);
    assert.deepEqual(await listed(), []);
    assert.deepEqual(await listed({ all: true }), ['Acme/Rocket']);
    assert.deepEqual(await listed({ asOf: '2026-03-11' }), ['Acme/Rocket'], 'a new day needs its label quality');
    await touchIssueMonths(db, 7, 1);
    assert.deepEqual(await listed(), ['Acme/Rocket']);
    await kpis.computeRepositoryKpis(touched);
    await storeResource(db, 7, 'issues', null);
    assert.deepEqual(await listed({ asOf: '2026-03-11' }), []);
    assert.deepEqual(await listed({ asOf: '2026-04-01' }), ['Acme/Rocket'], 'the end of a month');
  });

  it('computes every month again when the definition has changed', async () => {
    await kpis.computeRepositoryKpis(touched);
    await db.query(`update kpi.computation set definition_version = 0 where family = 'issue_labels'`);
    await db.query('update kpi.issue_labels_monthly set definition_version = 0');
    assert.deepEqual(await listed(), ['Acme/Rocket']);
    const { families, monthsComputed } = await kpis.computeRepositoryKpis(touched);
    assert.deepEqual({ monthsComputed, written: families.issue_labels.written }, { monthsComputed: 3, written: 3 });
    assert.deepEqual(await listed(), []);
  });

  it('reports what it wrote, and nothing the second time', async () => {
    const first = await kpis.computeRepositoryKpis(touched);
    assert.deepEqual(first, {
      families: {
        issue_labels: { written: 3, deleted: 0 },
        label_categories: { written: 3, deleted: 0 },
        contributors: { written: 0, deleted: 0 },
        contributions: { written: 1, deleted: 0 },
        contributor_absence: { written: 0, deleted: 0 },
        issue_flow: { written: 3, deleted: 0 },
        pull_request_flow: { written: 0, deleted: 0 },
        event_counts: { written: 0, deleted: 0 },
        label_quality: { written: 0, deleted: 0 }, // not updated for more than two months
        releases: { written: 0, deleted: 0 },
      },
      monthsComputed: 3,
      recomputed: [
        ['issue_labels', '2026-01 to 2026-03'],
        ['label_categories', '2026-01 to 2026-03'],
        ['contributors', null],
        ['contributions', '2026-01 to 2026-03'],
        ['issue_flow', '2026-01 to 2026-03'],
      ].map(([family, months]) => ({ family, reason: 'first computation', repositories: 1, months })),
    });
    assert.deepEqual(await marks(), []);
    const second = await kpis.computeRepositoryKpis(touched);
    assert.deepEqual(second.families.issue_labels, { written: 0, deleted: 0 });
    assert.equal(second.monthsComputed, 0);
    assert.deepEqual(second.recomputed, []);
  });

  it('waits for no family that has nothing to do', async () => {
    await kpis.computeRepositoryKpis(touched);
    await storeIssue(db, { repositoryId: 7, id: 2, labels: ['bug'], createdAt: '2026-03-05T00:00:00Z' });
    await touchIssueMonths(db, 7, 2);
    await inTransaction(db, async (other) => {
      for (const family of ['contributors', 'releases']) {
        await runSql(other, 'kpi/refresh/lock_family', { repository_ids: [7], family });
      }
      const { families } = await kpis.computeRepositoryKpis(touched);
      assert.deepEqual(families.issue_labels, { written: 1, deleted: 0 });
    });
  });

  it('carries open issues into a new month', async () => {
    await kpis.computeRepositoryKpis(touched);
    await kpis.computeRepositoryKpis({ ...touched, asOf: '2026-05-01' });
    assert.deepEqual(await openBugs(), [
      '2026-01-01 1',
      '2026-02-01 1',
      '2026-03-01 1',
      '2026-04-01 1',
      '2026-05-01 1',
    ]);
  });

  it('counts an issue that came after the day on the next day, although its mark is gone', async () => {
    await storeIssue(db, { repositoryId: 7, id: 2, labels: ['bug'], createdAt: '2026-03-11T00:00:01Z' });
    await touchIssueMonths(db, 7, 2);
    await kpis.computeRepositoryKpis(touched);
    assert.equal((await openBugs()).at(-1), '2026-03-01 1');
    await kpis.computeRepositoryKpis({ ...touched, asOf: '2026-03-11' });
    assert.equal((await openBugs()).at(-1), '2026-03-01 2');
  });

  it('computes the months asked for and leaves the marks of the others', async () => {
    await kpis.computeRepositoryKpis(touched);
    await storeIssue(db, {
      repositoryId: 7,
      id: 1,
      labels: ['bug'],
      createdAt: '2026-01-05T00:00:00Z',
      closedAt: '2026-02-01T00:00:00Z',
    });
    await touchIssueMonths(db, 7, 1);
    await kpis.computeRepositoryKpis({ ...touched, months: ['2026-01'] });
    assert.deepEqual(await marks(), ['2026-02-01']);
    await kpis.computeRepositoryKpis(touched);
    assert.deepEqual(await openBugs(), ['2026-01-01 1', '2026-02-01 0']);
  });

  it('leaves the monthly tables and their marks alone for a day that is over', async () => {
    await kpis.computeRepositoryKpis(touched);
    const before = await openBugs();
    await touchIssueMonths(db, 7, 1);
    const { families } = await kpis.computeRepositoryKpis({ ...touched, asOf: '2026-02-10', isPast: true });
    assert.deepEqual(families.label_quality, { written: 3, deleted: 0 });
    assert.deepEqual(await openBugs(), before);
    assert.deepEqual(await marks(), ['2026-01-01']);
  });

  it('keeps a mark that is made while the rows are computed', async () => {
    const mark = await inTransaction(db, async (client) => {
      await computeInside(client, 'issue_labels', inside);
      return { made: touchIssueMonths(db, 7, 1) };
    });
    await mark.made;
    assert.deepEqual(await marks(), ['2026-01-01']);
  });

  it('keeps marks and rows together when it fails', async () => {
    const work = inTransaction(db, async (client) => {
      await computeInside(client, 'issue_labels', inside);
      throw new Error('killed');
    });
    await assert.rejects(work, /killed/);
    assert.deepEqual(await marks(), ['2026-01-01']);
    assert.deepEqual(await openBugs(), []);
  });

  it('comes to one result when it runs twice at once', async () => {
    const runs = await Promise.all([kpis.computeRepositoryKpis(touched), kpis.computeRepositoryKpis(touched)]);
    const written = runs.map(({ families }) => families.issue_labels.written).sort();
    assert.deepEqual(written, [0, 3]);
    assert.deepEqual(await openBugs(), ['2026-01-01 1', '2026-02-01 1', '2026-03-01 1']);
  });
});
