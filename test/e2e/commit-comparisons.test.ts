import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { reconcileWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { Fault } from '../simulator/server.ts';
import { assertTables } from '../support/assert-tables.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const compareRoute = 'GET /repos/{owner}/{repo}/compare/{basehead}';
const listRoute = 'GET /repos/{owner}/{repo}/commits';
/** As GitHub answers where it cannot compare. */
const tooLong = {
  message: 'Server Error: Sorry, this diff is taking too long to generate.',
  errors: [{ resource: 'Comparison', field: 'diff', code: 'not_available' }],
};

describe('commits that a comparison does not give', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);
  const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 4 };

  async function loaded(fault?: Fault) {
    const name = tests.addRepository({ issues: 30, contributors: 12 });
    const { world, faults, requests } = tests.rig.simulator;
    const repository = world.repository(name);
    // So that it has a few pages to read.
    repository.push('ada', 350);
    if (fault) faults.add(fault);
    await tests.load(name, { resources: ['issues', 'commits'], waits });
    const pages = (route: string) =>
      requests.filter((request) => request.route === route && request.path.includes(`/${repository.id}/`)).length;
    const check = () => assertTables(tests.rig.db, world, repository, ['commit']);
    const gaps = async () => {
      const { rows } = await tests.rig.db.query<{ gap: string; reason: string }>(
        `select gap, reason from report.gaps where repository = $1 and resource = 'commits'`,
        [name],
      );
      return rows;
    };
    const lost = async () => {
      const { rows } = await tests.rig.db.query<{ count: number }>(
        'select count(*)::int from github.commit where repository_id = $1 and deleted_at is not null',
        [repository.id],
      );
      return rows[0]?.count;
    };
    const compare = () =>
      tests.rig.client.workflow.execute<(order: unknown) => Promise<{ failures: string[] }>>(
        workflowTypes.reconcileRepository,
        {
          taskQueue: taskQueues.repometer,
          workflowId: reconcileWorkflowId(name),
          args: [{ repository: name, waits, whole: true }],
        },
      );
    // `pushed_at`, which tells that there is something to ask for, is in whole seconds.
    await setTimeout(1001);
    return { name, repository, pages, check, gaps, lost, compare, faults };
  }

  const failing = { kind: 'status', status: 500, body: tooLong, route: compareRoute, times: Infinity } as const;

  for (const [title, fault] of [
    ['which holds fewer than it counts, without a next page', { kind: 'ends-early', route: compareRoute, rows: 50 }],
    ['which GitHub never makes (500)', failing],
  ] as const) {
    it(`are read from the list: ${title}`, async () => {
      const { name, repository, pages, check, gaps, lost, faults } = await loaded();
      faults.add(fault);
      repository.push('ada', 120);
      repository.pushBranch({ author: 'grace', commits: 150, at: '2020-02-02T00:00:00Z' });
      const before = pages(listRoute);

      const status = await tests.rig.cycle(name);

      assert.equal(status.phase, 'ok');
      await check();
      assert.deepEqual([await gaps(), await lost()], [[], 0]);
      assert.ok(pages(listRoute) > before + 1);
    });
  }

  it('are compared to the end where one page names no next one', async () => {
    const { name, repository, pages, check, gaps, faults } = await loaded();
    faults.add({ kind: 'ends-early', route: compareRoute, page: 2 });
    repository.push('ada', 270);
    const before = [pages(compareRoute), pages(listRoute)] as const;
    await tests.rig.cycle(name);
    await check();
    assert.deepEqual([pages(compareRoute), pages(listRoute), await gaps()], [before[0] + 3, before[1] + 1, []]);
  });

  it('cost no more pages of the list than hold them', async () => {
    const { name, repository, pages, check, faults } = await loaded();
    faults.add(failing);
    repository.push('ada', 20);
    const before = pages(listRoute);
    await tests.rig.cycle(name);
    await check();
    // The head, the page that has all, and the one behind it; the branch has more than four.
    assert.equal(pages(listRoute) - before, 3);
  });

  it('are told from those that a force-push has thrown away, although nothing compares them', async () => {
    const { name, repository, check, lost, faults } = await loaded();
    faults.add(failing);
    repository.forcePush({ drop: 3, commits: 1, author: 'grace', keepOld: true });
    await tests.rig.cycle(name);
    await check();
    assert.equal(await lost(), 3);
  });

  it('hold up no comparison of everything that finds the walk half done', async () => {
    const { name, repository, check, gaps, compare, faults } = await loaded();
    // Both fail until the cycle has given up.
    const stop = faults.add({ kind: 'status', status: 500, path: /\/commits\?sha=/, times: Infinity });
    faults.add(failing);
    repository.push('ada', 5);
    assert.equal((await tests.rig.cycle(name)).phase, 'failed');
    stop();
    const { failures } = await compare();
    assert.deepEqual([failures, await gaps()], [[], []]);
    await check();
  });

  it('a list that ends early is a gap with its number, and throws no commit away', async () => {
    const early = { kind: 'ends-early', path: /\/commits\?sha=\w+&per_page=100/, times: Infinity } as const;
    const { repository, check, gaps, lost, compare, faults } = await loaded(early);
    const counted = repository.commits.log().length;
    assert.deepEqual(await gaps(), [{ gap: 'total', reason: `GitHub counts ${counted} rows, 100 are stored.` }]);

    faults.clear();
    await compare();
    assert.deepEqual(await gaps(), []);
    await check();

    faults.add(early);
    await compare();
    assert.equal(await lost(), 0);
    await check();
  });
});
