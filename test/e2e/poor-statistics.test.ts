import assert from 'node:assert/strict';
import { reconcileWorkflowId, resources, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { Fault } from '../simulator/server.ts';
import { assertTables } from '../support/assert-tables.ts';
import { computed } from '../support/computed.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const route = 'GET /repos/{owner}/{repo}/stats/contributors';

describe('statistics that GitHub answers poorer than they are', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);
  const waits = { ...quickWaits, statsRetry: '20ms' };

  const query = async <T extends Record<string, unknown>>(text: string, values: unknown[]) =>
    (await tests.rig.db.query<T>(text, values)).rows;

  async function loaded(wanted: readonly string[] = ['issues', 'contributor_stats'], options: object = {}) {
    const name = tests.addRepository({ issues: 10, contributors: 12, statsPendingCalls: 0, ...options });
    const { world, faults } = tests.rig.simulator;
    const repository = world.repository(name);
    await tests.load(name, { resources: [...wanted], waits });
    const stored = () =>
      query('select * from github.contributor_stats where repository_id = $1 order by contributor', [repository.id]);
    const gaps = () =>
      query<{ gap: string; reason: string; is_open: boolean }>(
        `select gap, reason, is_open from report.gaps where repository = $1 and resource = 'contributor_stats'`,
        [name],
      );
    const asked = () =>
      tests.rig.simulator.requests.filter(
        (request) => request.route === route && request.path.includes(String(repository.id)),
      ).length;
    // The newcomers of the months that can be complete.
    const newcomers = async () => {
      await computed(tests.rig, name);
      const [row] = await query<{ people: number; months: number }>(
        `select sum(new_contributors)::int as people, count(*) filter (where is_complete)::int as months
         from report.new_contributors_monthly where repository = $1 and source = 'stats'`,
        [name],
      );
      return row ?? { people: 0, months: 0 };
    };
    const degrade = (fault: Partial<Fault>) =>
      faults.add({ route, path: new RegExp(`/${repository.id}/`), times: Infinity, ...fault } as Fault);
    const compare = (input: object = {}) =>
      tests.rig.client.workflow.execute<(order: unknown) => Promise<{ failures: string[] }>>(
        workflowTypes.reconcileRepository,
        {
          taskQueue: taskQueues.repometer,
          workflowId: reconcileWorkflowId(name),
          args: [{ repository: name, waits, whole: true, ...input }],
        },
      );
    return { name, repository, world, stored, gaps, asked, newcomers, degrade, compare };
  }

  it('are never complete with exactly 100 people, the most that GitHub lists, and are with 99', async () => {
    for (const [contributors, isCutOff] of [
      [99, false],
      [100, true],
    ] as const) {
      const { name, stored, newcomers } = await loaded(undefined, { contributors });
      assert.equal((await stored()).length, contributors);
      const [status] = await query<{ is_truncated: boolean }>(
        `select is_truncated from report.sync_status where repository = $1 and resource = 'contributor_stats'`,
        [name],
      );
      assert.equal(status?.is_truncated, isCutOff);
      const { people, months } = await newcomers();
      assert.equal(people, contributors);
      assert.equal(months > 0, !isCutOff, `${months} complete months`);
    }
  });

  for (const [title, fault, reason] of [
    [
      'have lost their weeks',
      { kind: 'no-weeks' },
      /contradict themselves: of 12 of 12 people the total is not the sum/,
    ],
    [
      'have weeks of zeros',
      { kind: 'zero-weeks' },
      /contradict themselves: of 12 of 12 people the total is not the sum/,
    ],
    ['name nobody', { kind: 'missing-rows', rows: 1000 }, /name nobody, although accounts have commits on the default/],
    [
      'name a third of the people',
      { kind: 'missing-rows', rows: 8 },
      /tell far less than before, 4 people with \d+ commits after 12 with \d+, of whom 8 are gone/,
    ],
  ] as const) {
    it(`that ${title} are asked again, replace nothing, and are a gap until they are whole`, async () => {
      const { name, stored, gaps, asked, newcomers, degrade, compare } = await loaded();
      const counted = await newcomers();
      assert.ok(counted.people > 0 && counted.months > 0);
      const before = await stored();
      assert.equal(before.length, 12);
      const sent = asked();
      degrade(fault);

      const { failures } = await compare();

      assert.equal(asked() - sent, 3);
      assert.deepEqual(await stored(), before);
      assert.deepEqual(await newcomers(), { people: counted.people, months: 0 });
      const [gap, ...others] = await gaps();
      assert.deepEqual([gap?.gap, gap?.is_open, others], ['statistics', true, []]);
      assert.match(gap?.reason ?? '', reason);
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? '', reason);
      const state = await tests.stateOf(name, 'contributor_stats');
      assert.equal(state.state, 'stats_pending');
      assert.match(state.reason ?? '', /what was stored before stays, and they are asked for again\.$/);

      tests.rig.simulator.faults.clear();
      const status = await tests.rig.cycle(name);
      assert.equal(status.phase, 'ok', 'a person asked');
      assert.deepEqual([await stored(), await gaps(), await newcomers()], [before, [], counted]);
    });
  }

  it('of the first load are no number of nobody, either', async () => {
    const { world, faults } = tests.rig.simulator;
    faults.add({ kind: 'missing-rows', rows: 1000, route, times: Infinity });
    const name = tests.addRepository({ issues: 10, contributors: 12, statsPendingCalls: 0 });
    const status = await tests.load(name, { resources: ['issues', 'contributor_stats'], waits });
    assert.equal(status.phase, 'stats_pending');
    const state = await tests.stateOf(name, 'contributor_stats');
    assert.match(state.reason ?? '', /name nobody, although accounts have commits/);
    faults.clear();
    assert.equal((await tests.rig.cycle(name)).phase, 'ok');
    await assertTables(tests.rig.db, world, world.repository(name), ['contributor_stats']);
  });

  it('are waited for longer and longer, not asked for in each cycle', async () => {
    const { name, degrade, compare } = await loaded();
    degrade({ kind: 'no-weeks' });
    await compare();
    const [row] = await query<{ minutes: number }>(
      `select round(extract(epoch from next_try_at - now()) / 60)::int as minutes from report.sync_status
       where repository = $1 and resource = 'contributor_stats'`,
      [name],
    );
    assert.equal(row?.minutes, 60);
  });

  it('that are poorer because the branch was rewritten are believed at once where its commits are here', async () => {
    const { name, repository, world, gaps, compare } = await loaded(resources);
    repository.forcePush({ drop: 10_000, commits: 2, author: 'grace' });
    await tests.rig.cycle(name);
    await compare();
    assert.deepEqual(await gaps(), []);
    await assertTables(tests.rig.db, world, repository, ['contributor_stats', 'commit']);
  });

  it('that are poorer for a fortnight are believed where nothing refutes them', async () => {
    const { name, world, stored, gaps, degrade, compare } = await loaded();
    const before = await stored();
    degrade({ kind: 'missing-rows', rows: 8 });
    const start = world.clock().getTime();
    const day = 86_400_000;
    try {
      for (const days of [0, 1, 13]) {
        world.setClock(new Date(start + days * day));
        await compare();
        assert.equal((await gaps()).length, 1, `${days} days`);
        assert.deepEqual(await stored(), before);
      }
      world.setClock(new Date(start + 15 * day));
      await compare();
    } finally {
      world.setClock(null);
    }
    assert.deepEqual(await gaps(), []);
    assert.equal((await stored()).length, 4);
    assert.equal((await tests.stateOf(name, 'contributor_stats')).state, 'ok');
  });

  it('that arrive late never replace newer ones', async () => {
    const { repository, world, stored, gaps, compare } = await loaded();
    repository.push('ada', 3);
    await compare();
    const newest = await stored();
    const now = world.clock().getTime();
    repository.push('somebody-new', 5);
    // An answer that GitHub gave an hour ago, and that has been under way since.
    tests.rig.simulator.faults.add({
      kind: 'slow-drip',
      ms: 0,
      route,
      headers: { date: new Date(now - 3_600_000).toUTCString() },
      times: Infinity,
    });
    await compare();
    assert.deepEqual([await stored(), await gaps()], [newest, []]);
  });
});
