import assert from 'node:assert/strict';
import type { Pool, PoolClient } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { computeInside } from '../support/compute-inside.ts';
import { createEventWorld } from '../support/event-world.ts';
import { createTestDatabase } from '../support/global.ts';
import { createIssueWorld } from '../support/issue-world.ts';
import { deriveLabelPeriods } from '../support/label-history.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const ids = [1, 2, 3, 4, 5, 6];
class Undo extends Error {}

describe('KPIs of many repositories at once', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    for (const id of ids) await storeRepository(db, id, `acme/r${id}`);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const read = async (client: Pool | PoolClient) =>
    (
      await client.query(
        `select to_jsonb(summary) - 'computed_at' as row from kpi.issue_labels_monthly as summary
         order by repository_id, month, label`,
      )
    ).rows;

  /** Rows after `work`, which is undone. */
  async function tried(work: (client: PoolClient) => Promise<unknown>): Promise<unknown[]> {
    let rows: unknown[] = [];
    const trial = inTransaction(db, async (client) => {
      await work(client);
      rows = await read(client);
      throw new Undo();
    });
    await assert.rejects(trial, Undo);
    return rows;
  }

  for (const seed of [1, 2, 3]) {
    it(`equal those of one after the other and a full recomputation, with and without label history (seed ${seed})`, async () => {
      const worlds = ids.map((id) => createIssueWorld(id, seed * 100 + id));
      const events = ids.map((id) => createEventWorld(db, id, seed * 100 + id));
      for (const world of events) await world.storeCatalogue();
      const wish = (repositoryIds: number[], asOf: string) => ({ repositoryIds, months: [], all: false, asOf });
      let [rewritten, kept] = [0, 0];

      for (let step = 0; step < 24; step += 1) {
        for (const [index, id] of ids.entries()) {
          const world = worlds[index]!;
          world.passTime();
          // Some repositories change, and the history of some becomes whole, or is no more.
          for (let left = (step + id) % 3 === 0 ? world.changesToday() : 0; left > 0; left -= 1) {
            const issue = world.change();
            await touchIssueMonths(db, id, issue.id);
            await storeIssue(db, issue);
            await touchIssueMonths(db, id, issue.id);
            await deriveLabelPeriods(db, id, [issue.id]);
          }
          await deriveLabelPeriods(db, id, await events[index]!.change([...world.issues.keys(), 1]));
          if ((step + id) % 7 === 0) await storeResource(db, id, 'issue_events', step % 2 ? '2025-07-01' : null);
        }
        const asOf = worlds[step % ids.length]!.today();
        const singly = await tried(async (client) => {
          for (const id of ids.toReversed()) await computeInside(client, 'issue_labels', wish([id], asOf));
        });
        const fully = await tried(async (client) => {
          await client.query('delete from kpi.issue_labels_monthly; delete from kpi.computation');
          await computeInside(client, 'issue_labels', wish(ids, asOf));
        });
        const { changes } = await inTransaction(db, (client) => computeInside(client, 'issue_labels', wish(ids, asOf)));
        const rows = await read(db);
        assert.deepEqual(rows, singly, `step ${step}: one after the other`);
        assert.deepEqual(rows, fully, `step ${step}: all months`);
        rewritten += changes.written;
        kept += rows.length - changes.written;
        const again = await inTransaction(db, (client) => computeInside(client, 'issue_labels', wish(ids, asOf)));
        assert.deepEqual([again.changes, again.pairs], [{ written: 0, deleted: 0 }, []]);
      }
      assert.ok(rewritten > 500 && kept > 500, `${rewritten} written, ${kept} kept: nothing was tried`);
    });
  }

  it('take one month of one repository and another of another', async () => {
    for (const id of ids) await storeIssue(db, { repositoryId: id, id: 1, labels: ['bug'], createdAt: '2025-12-05' });
    const compute = () =>
      computeKpiBatch(db, { repositoryIds: ids, months: [], all: false, asOf: '2026-03-10', isPast: false });
    await compute();
    await db.query('update kpi.issue_labels_monthly set issues_closed = 99');
    for (const [id, month] of [
      [1, '2026-01'],
      [2, '2026-02'],
    ])
      await db.query(`insert into sync.mark values ($1, 'issues', $2)`, [id, `${month}-01`]);
    assert.equal((await compute()).monthsComputed, 2);
    const { rows } = await db.query(
      'select repository_id, month from kpi.issue_labels_monthly where issues_closed = 0 order by 1, 2',
    );
    assert.deepEqual(rows, [
      { repository_id: 1, month: '2026-01-01' },
      { repository_id: 2, month: '2026-02-01' },
    ]);
  });

  it('keep no other back when Postgres refuses the rows of one, and name it', async () => {
    for (const id of ids) {
      await storeIssue(db, { repositoryId: id, id: 1, labels: ['bug'], createdAt: '2026-01-05' });
      await touchIssueMonths(db, id, 1);
    }
    await db.query('alter table kpi.issue_labels_monthly add constraint sick check (repository_id <> 4)');
    const input = { repositoryIds: ids, months: [], all: false, asOf: '2026-03-10', isPast: false };
    const { failed } = await computeKpiBatch(db, input);
    assert.deepEqual(
      failed.map(({ repositoryId }) => repositoryId),
      [4],
    );
    assert.match(failed[0]!.reason, /violates check constraint "sick"/);
    const { rows } = await db.query('select distinct repository_id from kpi.issue_labels_monthly order by 1');
    assert.equal(rows.length, 5);
    const { rows: due } = await db.query('select distinct repository_id, family from kpi.due_month');
    assert.deepEqual(due, [{ repository_id: 4, family: 'issue_labels' }]);

    await db.query('alter table kpi.issue_labels_monthly drop constraint sick');
    assert.deepEqual((await computeKpiBatch(db, input)).failed, []);
    assert.equal((await db.query('select from kpi.due_month')).rowCount, 0);
  });

  it('read no table from end to end, whatever its statistics say of other repositories', async () => {
    for (let id = 1; id <= 300; id += 1)
      await storeIssue(db, { repositoryId: 1, id, labels: [`label ${id % 40}`], createdAt: '2025-01-05' });
    await computeKpiBatch(db, { repositoryIds: [1], months: [], all: true, asOf: '2026-03-10', isPast: false });
    // From now on the planner takes every row for one of the repository that it is asked for.
    await db.query('analyze');
    for (const id of ids.slice(1)) {
      await storeIssue(db, { repositoryId: id, id: 1, labels: ['bug'], createdAt: '2026-01-05' });
      await touchIssueMonths(db, id, 1);
    }
    const { rows } = await inTransaction(db, async (client) => {
      for (const repositoryIds of [[2], [3, 4, 5, 6]])
        await computeInside(client, 'issue_labels', { repositoryIds, months: [], all: false, asOf: '2026-03-10' });
      return client.query(
        `select schemaname || '.' || relname as name from pg_stat_xact_user_tables
         where seq_scan > 0 and (schemaname, relname) in (
           ('github', 'issue'), ('github', 'issue_label_period'), ('github', 'issue_label_carry'), ('kpi', 'issue_labels_monthly')
         )`,
      );
    });
    assert.deepEqual(rows, []);
  });
});
