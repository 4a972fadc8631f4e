import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { families, type Families } from '../../activities/kpis/families.ts';
import { createDb } from '../../sql/db.ts';
import type { FlowRows } from '../support/flow-rows.ts';
import { createFlowWorld, type Change } from '../support/flow-world.ts';
import { createTestDatabase } from '../support/global.ts';
import {
  plainContributorAbsence,
  plainContributorsMonthly,
  plainNewContributors,
  plainNewContributorsMonthly,
} from '../support/plain-contributors.ts';
import { plainIssueFlow, plainPullRequestFlow, type PlainRow } from '../support/plain-flows.ts';
import { readFlowRows, type FlowTable } from '../support/read-flow-rows.ts';
import { storeFlowRows } from '../support/store-flow-row.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const repositoryId = '9007199254740993'; // beyond 2^53: an id is never a JavaScript number by force

const plain: Record<FlowTable, (rows: FlowRows, asOf: string) => PlainRow[]> = {
  new_contributors: plainNewContributors,
  new_contributors_monthly: plainNewContributorsMonthly,
  contributors_monthly: plainContributorsMonthly,
  contributor_absence_monthly: plainContributorAbsence,
  issue_flow_monthly: plainIssueFlow,
  pull_request_flow_monthly: plainPullRequestFlow,
};
const tables = Object.keys(plain) as FlowTable[];
const { contributions, contributor_absence, issue_flow, pull_request_flow } = families;
const flows: Families = { contributions, contributor_absence, issue_flow, pull_request_flow };

describe('Flows and contributors after random changes', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, repositoryId, 'acme/rocket');
    await db.query('delete from kpi.bot_rule');
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (asOf: string, all = false) =>
    computeKpiBatch(db, { repositoryIds: [repositoryId], months: [], all, asOf, isPast: false }, flows);
  const store = ({ table, row }: Change) => storeFlowRows(db, repositoryId, table, [row] as never);
  const digest = async (): Promise<string> => {
    const all = await Promise.all(tables.map((table) => readFlowRows(db, repositoryId, table)));
    return JSON.stringify(all);
  };

  for (const seed of [1, 2, 3, 4]) {
    it(`equal a full recomputation and a plain one, row for row (seed ${seed})`, async () => {
      const world = createFlowWorld(seed);
      await storeFlowRows(db, repositoryId, 'account', world.rows.account);
      let compared = 0;
      for (let step = 0; step < 30; step += 1) {
        world.passTime();
        for (let left = world.below(12); left > 0; left -= 1) await store(world.change());
        if (world.below(4) === 0) await store(world.changeBots());
        const asOf = world.today();
        await compute(asOf);

        const context = `step ${step}, as of ${asOf}`;
        for (const table of tables) {
          const expected = plain[table](world.rows, asOf);
          assert.deepEqual(await readFlowRows(db, repositoryId, table), expected, `${table}, ${context}`);
          compared += expected.length;
        }
        if (step % 5 !== 4) continue;
        const before = await digest();
        const { families: changes } = await compute(asOf, true);
        assert.deepEqual(
          Object.values(changes),
          Object.values(changes).map(() => ({ written: 0, deleted: 0 })),
          context,
        );
        await db.query(`delete from kpi.computation`);
        await db.query(
          `truncate kpi.contributions_monthly, kpi.new_contributors, kpi.new_contributors_monthly, kpi.contributors_monthly,
             kpi.contributor_absence_monthly, kpi.issue_flow_monthly, kpi.pull_request_flow_monthly`,
        );
        await compute(asOf);
        assert.equal(await digest(), before, context);
      }
      assert.ok(compared > 1000, `only ${compared} rows: nothing was tried`);
    });
  }

  /** What is stored after the day's end, of an issue and pull requests of January, one of them a draft. */
  const late = '2026-03-11T00:00:05Z';
  const there = { author_id: 2, deleted_at: null };
  const news: Record<string, [Change, ...Change[]]> = {
    'a comment on an issue': [{ table: 'comment', row: { comment_id: 1, number: 1, created_at: late, ...there } }],
    'a close of an issue': [{ table: 'issue', row: january('issue', 1, { closed_at: late }) }],
    'a comment on a pull request': [
      { table: 'comment', row: { comment_id: 1, number: 2, created_at: late, ...there } },
    ],
    'a review': [{ table: 'review', row: { review_id: 1, number: 2, submitted_at: late, ...there } }],
    'a merge': [{ table: 'pull_request', row: january('pull_request', 2, { closed_at: late, merged_at: late }) }],
    'a draft that is ready': [
      {
        table: 'issue_event',
        row: { event_id: 1, number: 3, event: 'ready_for_review', created_at: late, deleted_at: null },
      },
      { table: 'review', row: { review_id: 1, number: 3, submitted_at: '2026-03-11T00:00:09Z', ...there } },
    ],
  };

  function january(table: 'issue' | 'pull_request', number: number, own: object = {}): never {
    const kind = table === 'issue' ? { is_pull_request: false } : { is_draft: number === 3, merged_at: null };
    const open = { author_id: 1, created_at: '2026-01-05T00:00:00Z', closed_at: null, deleted_at: null };
    return { [`${table}_id`]: number, number, ...open, ...kind, ...own } as never;
  }

  for (const [what, changes] of Object.entries(news)) {
    it(`take ${what} into the month of the opening when the day moves, and out of it when it moves back`, async () => {
      for (const [account_id, login] of [
        [1, 'ann'],
        [2, 'bob'],
      ] as const)
        await storeFlowRows(db, repositoryId, 'account', [{ account_id, login, is_bot: false }]);
      await storeFlowRows(db, repositoryId, 'issue', [january('issue', 1)]);
      await storeFlowRows(db, repositoryId, 'pull_request', [january('pull_request', 2), january('pull_request', 3)]);
      await compute('2026-03-10');
      const before = await digest();

      for (const change of changes) await store(change);
      // Its marks are taken by a computation whose day is over, and which leaves it out.
      await compute('2026-03-10');
      assert.equal(await digest(), before);

      await compute('2026-03-11');
      const after = await digest();
      assert.notEqual(after, before);
      await compute('2026-03-11', true);
      assert.equal(await digest(), after);

      await compute('2026-03-10');
      assert.equal(await digest(), before);
      await compute('2026-03-10', true);
      assert.equal(await digest(), before);
    });
  }

  it('are the same for many repositories in one run', async () => {
    const worlds = [21, 22, 23].map((seed) => ({ id: seed, world: createFlowWorld(seed) }));
    await storeFlowRows(db, 0, 'account', worlds[0]!.world.rows.account);
    for (const { id } of worlds) await storeRepository(db, id, `acme/r${id}`);
    const asOf = '2025-06-20';
    for (let round = 0; round < 3; round += 1) {
      for (const { id, world } of worlds) {
        for (let left = 40; left > 0; left -= 1) {
          const { table, row } = world.change();
          await storeFlowRows(db, id, table, [row] as never);
        }
      }
      const repositoryIds = worlds.map(({ id }) => id);
      const { failed } = await computeKpiBatch(
        db,
        { repositoryIds, months: [], all: false, asOf, isPast: false },
        flows,
      );
      assert.deepEqual(failed, []);
      for (const { id, world } of worlds)
        for (const table of tables)
          assert.deepEqual(await readFlowRows(db, id, table), plain[table](world.rows, asOf), `${table} of ${id}`);
    }
  });
});
