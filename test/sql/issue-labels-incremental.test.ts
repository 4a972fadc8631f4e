import assert from 'node:assert/strict';
import type { Pool, PoolClient } from 'pg';
import { createDb, inTransaction } from '../../sql/db.ts';
import { computeInside } from '../support/compute-inside.ts';
import { createTestDatabase } from '../support/global.ts';
import { createEventWorld } from '../support/event-world.ts';
import { createIssueWorld, type WorldIssue } from '../support/issue-world.ts';
import { deriveLabelPeriods } from '../support/label-history.ts';
import { plainLabelsWithHistory, type PlainHistoryIssue } from '../support/plain-label-history.ts';
import { plainIssueLabelsMonthly } from '../support/plain-label-kpis.ts';
import { readHistoryRows } from '../support/read-history-rows.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const repositoryId = '9007199254740993'; // beyond 2^53: an id is never a JavaScript number by force
class Undo extends Error {}

const toPlain = (issue: WorldIssue) => ({
  created_at: issue.createdAt,
  closed_at: issue.closedAt,
  labels: issue.labels,
  pull_request: issue.isPullRequest ? {} : undefined,
});

const withKind = ({ isPullRequest, ...issue }: PlainHistoryIssue) => ({
  ...issue,
  pull_request: isPullRequest ? {} : undefined,
});

describe('Label KPIs after random changes', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, repositoryId, 'acme/rocket');
  });
  beforeEach(() =>
    db.query(
      `truncate github.issue, github.issue_event, github.issue_label_period, github.issue_label_carry, github.label,
         github.label_former_name, github.label_alias, sync.resource, sync.mark, kpi.due_month, kpi.issue_labels_monthly,
         kpi.computation`,
    ),
  );
  after(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (client: PoolClient, asOf: string, all = false) =>
    computeInside(client, 'issue_labels', { repositoryIds: [repositoryId], months: [], all, asOf });

  async function change(world: ReturnType<typeof createIssueWorld>): Promise<number> {
    const issue = world.change();
    await touchIssueMonths(db, repositoryId, issue.id);
    await storeIssue(db, issue);
    await touchIssueMonths(db, repositoryId, issue.id);
    return issue.id;
  }

  async function fullRecomputation(asOf: string, read: (db: PoolClient, repositoryId: string) => Promise<unknown>) {
    let rows: unknown;
    const work = inTransaction(db, async (client) => {
      await client.query('delete from kpi.issue_labels_monthly');
      await client.query('delete from kpi.computation');
      await compute(client, asOf);
      rows = await read(client, repositoryId);
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
        if (step % 4 === 0) assert.deepEqual(rows, await fullRecomputation(asOf, readLabelRows), context);
      }
      assert.ok(world.issues.size > 20, `only ${world.issues.size} issues: nothing was tried`);
    });
  }

  for (const seed of [11, 12, 13, 14]) {
    it(`equal both by label history, too, with events that come, change and go (seed ${seed})`, async () => {
      const issues = createIssueWorld(repositoryId, seed);
      const events = createEventWorld(db, repositoryId, seed);
      await events.storeCatalogue();
      await storeResource(db, repositoryId, 'issue_events', '2025-07-01');
      const gone = new Set<number>();
      const plainIssues = (): PlainHistoryIssue[] =>
        [...issues.issues.values()]
          .filter(({ id }) => !gone.has(id))
          .map(({ id, labels, createdAt, closedAt, isPullRequest = false }) => {
            return { created_at: createdAt, closed_at: closedAt, labels, isPullRequest, events: events.of(id) };
          });

      async function changeIssue() {
        const id = await change(issues);
        await touchIssueMonths(db, repositoryId, id);
        if (!gone.delete(id) && id % 7 === 0) gone.add(id);
        await db.query('update github.issue set deleted_at = $2 where issue_id = $1', [
          id,
          gone.has(id) ? '2025-06-30' : null,
        ]);
        await deriveLabelPeriods(db, repositoryId, [id]);
      }

      let [withHistory, marked] = [0, 0];
      for (let step = 0; step < 40; step += 1) {
        issues.passTime();
        for (let left = issues.changesToday(); left > 0; left -= 1) await changeIssue();
        const changed = await events.change([...issues.issues.keys(), 1]);
        await deriveLabelPeriods(db, repositoryId, changed);
        if (step % 13 === 12) await storeResource(db, repositoryId, 'issue_events', null);
        if (step % 13 === 0) await storeResource(db, repositoryId, 'issue_events', '2025-07-01');
        const asOf = issues.today();
        const { pairs } = await inTransaction(db, (client) => compute(client, asOf));

        const context = `step ${step}, as of ${asOf}`;
        const rows = await readHistoryRows(db, repositoryId);
        if (step % 13 === 12) {
          assert.deepEqual(
            await readLabelRows(db, repositoryId),
            plainIssueLabelsMonthly(plainIssues().map(withKind), asOf),
            context,
          );
          assert.ok(
            rows.every((row) => row.labeled === null && row.open_at_month_end === null),
            context,
          );
        } else {
          assert.deepEqual(rows, plainLabelsWithHistory(plainIssues(), events.catalogue, asOf), context);
          withHistory += rows.filter(
            ({ open_at_month_end, median_hours_in_label }) => open_at_month_end! > 0 && median_hours_in_label !== null,
          ).length;
          marked += pairs.length;
        }
        if (step % 4 === 0) assert.deepEqual(rows, await fullRecomputation(asOf, readHistoryRows), context);
        assert.deepEqual(await deriveLabelPeriods(db, repositoryId), { written: 0, deleted: 0 }, context);
      }
      assert.ok(withHistory > 20 && marked > 20, `only ${withHistory} rows: nothing was tried`);
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
    assert.ok(again.pairs.length > 5);
    assert.deepEqual(await versions(), before);
  });

  it('count only the touched months anew', async () => {
    const asOf = await filledDatabase();
    await storeIssue(db, { repositoryId, id: 1000, labels: ['bug'], createdAt: '2025-03-05T00:00:00Z' });
    await touchIssueMonths(db, repositoryId, 1000);
    const { pairs } = await inTransaction(db, (client) => compute(client, asOf));
    const month = { month: '2025-03-01', reasons: ['issues'], hasWholeSource: false, hadWholeSource: false };
    assert.deepEqual(pairs, [{ repositoryId, ...month }]);
  });

  it('heal rows that somebody has edited, when all months are asked for', async () => {
    const asOf = await filledDatabase();
    const right = await readLabelRows(db, repositoryId);
    await db.query(
      'update kpi.issue_labels_monthly set open_at_month_end_current_labels = 99, labeled = 99 where month < $1',
      ['2025-04-01'],
    );
    await db.query(`delete from kpi.issue_labels_monthly where label = 'bug'`);
    assert.notDeepEqual(await readLabelRows(db, repositoryId), right);
    await inTransaction(db, (client) => compute(client, asOf, true));
    assert.deepEqual(await readLabelRows(db, repositoryId), right);
  });
});
