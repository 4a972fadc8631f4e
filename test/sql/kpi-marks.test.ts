import assert from 'node:assert/strict';
import type { Pool, PoolClient } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { seededRandom } from '../support/random.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { until } from '../support/rig.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { waitingMonths } from '../support/waiting-months.ts';

const asOf = '2026-03-10';
const ids = Array.from({ length: 12 }, (_, index) => index + 1);

describe('Marks of changes', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 8 });
    for (const id of ids) await storeRepository(db, id, `acme/r${id}`);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (repositoryIds: number[] = [7], all = false) =>
    computeKpiBatch(db, { repositoryIds, months: [], all, asOf, isPast: false });
  const open = async (client: Pool | PoolClient, repositoryId: number, id: number, createdAt = '2026-01-05') => {
    await storeIssue(client, { repositoryId, id, labels: ['bug'], createdAt });
    await touchIssueMonths(client, repositoryId, id);
  };
  const opened = async () => (await readLabelRows(db, 7)).map((row) => `${row.month} ${row.issues_opened}`);

  it('are taken once, and no change is lost that is stored beside another one of its month', async () => {
    await compute();
    await open(db, 7, 1);
    // The month is marked already, by a change that is taken before this one can be seen.
    await inTransaction(db, async (client) => {
      await open(client, 7, 2);
      await compute();
      assert.equal((await opened())[0], '2026-01-01 1');
    });
    assert.deepEqual(await waitingMonths(db, 'issue_labels'), ['7 2026-01-01']);
    assert.equal((await compute()).monthsComputed, 1);
    assert.equal((await opened())[0], '2026-01-01 2');
    assert.equal((await compute()).monthsComputed, 0);
  });

  it('wait when the change is taken back, and never hold up who stores the next one', async () => {
    await compute();
    const hold = await db.connect();
    await hold.query('begin');
    await open(hold, 7, 1);
    await inTransaction(db, (client) => open(client, 7, 2));
    await hold.query('rollback');
    hold.release();
    assert.equal((await compute()).monthsComputed, 1);
    assert.equal((await opened())[0], '2026-01-01 1');
  });

  /** Starts a computation, ends its session while it waits for a table, as a kill would, and gives what is left. */
  async function killAt(table: string): Promise<void> {
    const hold = await db.connect();
    await hold.query(`begin; lock table ${table} in exclusive mode`);
    const killed = assert.rejects(compute(), /terminat/);
    const pid = await until(async () => {
      const { rows } = await db.query<{ pid: number }>(
        'select pid from pg_locks where relation = $1::regclass and not granted',
        [table],
      );
      return rows[0]?.pid;
    });
    await db.query('select pg_terminate_backend($1)', [pid]);
    await killed;
    await hold.query('rollback');
    hold.release();
  }

  for (const [when, table] of [
    ['takes them', 'kpi.due_month'],
    ['writes rows', 'kpi.issue_labels_monthly'],
    ['remembers its day', 'kpi.computation'],
  ] as const) {
    it(`are not lost with a computation that is killed when it ${when}`, async () => {
      await compute();
      await open(db, 7, 1);
      // Another day, so that there is something to remember.
      await db.query(`update kpi.computation set as_of = as_of - 1`);
      await killAt(table);
      assert.deepEqual(await opened(), []);
      assert.deepEqual(await waitingMonths(db, 'issue_labels'), ['7 2026-01-01']);

      assert.equal((await compute()).monthsComputed, 2);
      assert.deepEqual(await opened(), ['2026-01-01 1', '2026-02-01 0', '2026-03-01 0']);
      assert.deepEqual(await waitingMonths(db, 'issue_labels'), []);
    });
  }

  it('are all counted when many store and compute at once, in whatever order, and none waits for another for ever', async () => {
    const { below, pick } = seededRandom(3);
    const issues = new Map(ids.map((id) => [id, 0]));
    const store = async () => {
      for (let left = 25; left > 0; left -= 1) {
        const repositoryId = pick(ids);
        const number = issues.get(repositoryId)! + 1;
        issues.set(repositoryId, number);
        const month = String(1 + below(3)).padStart(2, '0');
        await inTransaction(db, (client) => open(client, repositoryId, number, `2026-${month}-05`));
      }
    };
    const keepComputing = async () => {
      for (let left = 6; left > 0; left -= 1) {
        const some = ids.filter(() => below(3) > 0);
        await compute(below(2) === 0 ? some : some.reverse());
      }
    };
    await Promise.all([store(), store(), keepComputing(), keepComputing(), keepComputing()]);
    await compute(ids);

    const read = () => Promise.all(ids.map((id) => readLabelRows(db, id)));
    const rows = await read();
    assert.equal(
      rows.flat().reduce((sum, row) => sum + row.issues_opened, 0),
      50,
    );
    await db.query('truncate kpi.issue_labels_monthly, kpi.computation');
    await compute(ids);
    assert.deepEqual(rows, await read());
  });
});
