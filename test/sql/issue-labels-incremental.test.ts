import assert from 'node:assert/strict';
import type { Pool, PoolClient } from 'pg';
import { computeIssueLabels } from '../../activities/kpis/compute-issue-labels.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { createIssueWorld, type WorldIssue } from '../support/issue-world.ts';
import { plainIssueLabelsMonthly } from '../support/plain-label-kpis.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const repositoryId = '9007199254740993'; // beyond 2^53: an id is never a JavaScript number by force
class Undo extends Error {}

const toPlain = (issue: WorldIssue) => ({
  created_at: issue.createdAt,
  closed_at: issue.closedAt,
  labels: issue.labels,
  pull_request: issue.isPullRequest ? {} : undefined,
});

describe('Label KPIs after random changes', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, repositoryId, 'acme/rocket');
  });
  beforeEach(() => db.query('truncate github.issue, sync.touched_month, kpi.issue_labels_monthly, kpi.computation'));
  after(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (client: PoolClient, asOf: string, all = false) =>
    computeIssueLabels(client, { repositoryId, months: [], all, asOf, isPast: false, computedAt: new Date() });

  async function change(world: ReturnType<typeof createIssueWorld>) {
    const issue = world.change();
    await touchIssueMonths(db, repositoryId, issue.id);
    await storeIssue(db, issue);
    await touchIssueMonths(db, repositoryId, issue.id);
  }

  async function fullRecomputation(asOf: string) {
    let rows: unknown;
    const work = inTransaction(db, async (client) => {
      await client.query('delete from kpi.issue_labels_monthly');
      await client.query('delete from kpi.computation');
      await compute(client, asOf);
      rows = await readLabelRows(client, repositoryId);
      throw new Undo();
    });
    await assert.rejects(work, Undo);
    return rows;
  }

  for (const seed of [1, 2, 3, 4]) {
    it(`equal a full recomputation and a plain one, row for row (seed ${seed})`, async () => {
      const world = createIssueWorld(repositoryId, seed);
      for (let step = 0; step < 40; step += 1) {
        world.passTime();
        for (let left = world.changesToday(); left > 0; left -= 1) await change(world);
        const asOf = world.today();
        await inTransaction(db, (client) => compute(client, asOf));

        const rows = await readLabelRows(db, repositoryId);
        const context = `step ${step}, as of ${asOf}`;
        assert.deepEqual(rows, plainIssueLabelsMonthly([...world.issues.values()].map(toPlain), asOf), context);
        if (step % 4 === 0) assert.deepEqual(rows, await fullRecomputation(asOf), context);
      }
      assert.ok(world.issues.size > 20, `only ${world.issues.size} issues: nothing was tried`);
    });
  }

  async function filledDatabase(): Promise<string> {
    const world = createIssueWorld(repositoryId, 5);
    for (let left = 60; left > 0; left -= 1) await change(world);
    await inTransaction(db, (client) => compute(client, world.today()));
    assert.ok((await readLabelRows(db, repositoryId)).length > 20);
    return world.today();
  }

  it('write nothing when nothing has changed, not even with all months asked for', async () => {
    const versions = async () =>
      (await db.query('select xmin::text, ctid::text, xmax::text from kpi.issue_labels_monthly order by label, month'))
        .rows;
    const asOf = await filledDatabase();
    const before = await versions();
    const again = await inTransaction(db, (client) => compute(client, asOf, true));
    assert.deepEqual(again.changes, { written: 0, deleted: 0 });
    assert.ok(again.months > 5);
    assert.deepEqual(await versions(), before);
  });

  it('count only the touched months anew', async () => {
    const asOf = await filledDatabase();
    await storeIssue(db, { repositoryId, id: 1000, labels: ['bug'], createdAt: '2025-03-05T00:00:00Z' });
    await touchIssueMonths(db, repositoryId, 1000);
    const { months } = await inTransaction(db, (client) => compute(client, asOf));
    assert.equal(months, 1);
  });

  it('heal rows that somebody has edited, when all months are asked for', async () => {
    const asOf = await filledDatabase();
    const right = await readLabelRows(db, repositoryId);
    await db.query('update kpi.issue_labels_monthly set open_at_month_end_current_labels = 99 where month < $1', [
      '2025-04-01',
    ]);
    await db.query(`delete from kpi.issue_labels_monthly where label = 'bug'`);
    assert.notDeepEqual(await readLabelRows(db, repositoryId), right);
    await inTransaction(db, (client) => compute(client, asOf, true));
    assert.deepEqual(await readLabelRows(db, repositoryId), right);
  });
});
