import assert from 'node:assert/strict';
import { reconcileWorkflowId, resources, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { Fault } from '../simulator/server.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const route = (path: string) => `GET /repos/{owner}/{repo}${path}`;

/** A list of its own each, and what makes the next cycle ask for it. */
const lists = {
  issues: '/issues',
  comments: '/issues/comments',
  pull_requests: '/pulls',
  labels: '/labels',
  milestones: '/milestones',
  releases: '/releases',
  forks: '/forks',
  deployments: '/deployments',
  issue_events: '/issues/events',
} as const;

describe('lists that GitHub answers poorer than they are', function () {
  this.timeout(90_000);
  // Tests of how REST gives the reviews of one pull request.
  const tests = withRig(import.meta.url, { graphql: false });
  const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 3, statsRetry: '20ms' };

  async function loaded() {
    const name = tests.addRepository({ issues: 40, pullRequestShare: 0.3, stars: 200, statsPendingCalls: 0 });
    const { world, faults } = tests.rig.simulator;
    const repository = world.repository(name);
    for (let count = 0; count < 12; count += 1) {
      repository.createLabel({ name: `label ${count}` });
      repository.createMilestone(`milestone ${count}`);
      repository.release(`v1.${count}`);
      repository.forkBy(`forker-${count}`);
      repository.deploy('production', { ref: `v1.${count}` });
    }
    await tests.load(name, { resources: [...resources], waits });
    const degrade = (path: string, fault: Partial<Fault> = {}) =>
      faults.add({
        kind: 'missing-rows',
        rows: 1000,
        route: route(path),
        path: new RegExp(`/repositories/${repository.id}/`),
        times: Infinity,
        ...fault,
      });
    const gaps = async () => {
      const { rows } = await tests.rig.db.query<{ resource: string; gap: string; reason: string }>(
        'select resource, gap, reason from report.gaps where repository = $1 and is_open order by resource, gap',
        [name],
      );
      return rows;
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
    const check = () => assertEqualsTruth(tests.rig.db, world, repository);
    await check();
    return { name, repository, degrade, gaps, compare, check, faults };
  }

  it('by nobody and nothing replace no row, hide no new one, and are gaps until they are whole', async () => {
    const { name, repository, degrade, gaps, compare, check, faults } = await loaded();
    for (const path of Object.values(lists)) degrade(path);

    const { failures } = await compare();

    assert.equal(failures.length, Object.keys(lists).length, failures.join('\n'));
    const named = await gaps();
    assert.deepEqual(
      named.map(({ resource, gap }) => [resource, gap]),
      Object.keys(lists)
        .sort()
        .map((resource) => [resource, 'list']),
    );
    for (const { reason } of named)
      assert.match(reason, /^GitHub's list leaves out (\d+) of \1 rows that are stored, and shows \d+ by itself\.$/);
    await check();

    // What is new while the lists are empty is there as soon as they are not.
    repository.openIssue({ title: 'New', labels: ['label 3'] });
    repository.createLabel({ name: 'new' });
    repository.forkBy('new-forker');
    repository.release('v2.0');
    await tests.rig.cycle(name);
    faults.clear();
    await tests.rig.cycle(name);
    await compare();
    await check();
    assert.deepEqual(await gaps(), []);
  });

  it('by most of their rows replace none, either', async () => {
    const { degrade, gaps, compare, check, faults } = await loaded();
    for (const path of ['/labels', '/milestones', '/releases']) degrade(path, { rows: 6 });
    await compare();
    assert.deepEqual(
      (await gaps()).map(({ resource, gap }) => [resource, gap]),
      ['labels', 'milestones', 'releases'].map((resource) => [resource, 'list']),
    );
    await check();
    faults.clear();
    await compare();
    await check();
    assert.deepEqual(await gaps(), []);
  });

  it('because most of it was deleted are believed at once', async () => {
    const { repository, gaps, compare, check } = await loaded();
    for (const { name } of repository.labels.all().slice(1)) repository.deleteLabel(name);
    for (const { number } of [...repository.milestones.all()]) repository.deleteMilestone(number);
    for (const { tag } of [...repository.releases.all()]) repository.deleteRelease(tag);
    await compare();
    await check();
    assert.deepEqual(await gaps(), []);
  });

  it('of one pull request or issue replace none of its rows', async () => {
    const { name, repository, degrade, gaps, compare, check, faults } = await loaded();
    const [first] = [...repository.store.present()].filter(({ pullRequest }) => pullRequest);
    const number = first?.number as number;
    for (const body of ['one', 'two', 'three']) {
      repository.review(number, { state: 'APPROVED', user: 'grace' });
      repository.comment(number, { body });
    }
    await tests.rig.cycle(name);
    await compare();
    await check();
    degrade('/pulls/{pull_number}/reviews');
    degrade('/issues/{issue_number}/events');
    degrade('/issues/{issue_number}/comments');
    await compare();
    await check();
    const named = (await gaps()).filter(({ gap }) => gap === `pull/${number}`);
    assert.match(
      named[0]?.reason ?? '',
      /leaves out 3 of 3 rows that are stored, and shows \d+ by itself\. Asked 3 times\.$/,
    );
    faults.clear();
    await compare();
    await check();
    assert.deepEqual(await gaps(), []);
  });

  for (const [title, fault] of [
    ['by nothing', { kind: 'missing-rows' }],
    ['by zeros', { kind: 'no-stars' }],
  ] as const) {
    it(`of the history of stars ${title} take no week away`, async () => {
      const { repository, degrade, gaps, compare, check, faults } = await loaded();
      degrade('/stargazers/history', fault);
      const { failures } = await compare();
      assert.equal(failures.length, 1);
      const [gap, ...others] = await gaps();
      assert.deepEqual([gap?.resource, gap?.gap, others], ['star_history', 'list', []]);
      assert.match(
        gap?.reason ?? '',
        /^GitHub's history of stars lacks \d+ of 200 that are stored, and the repository's count/,
      );
      await check();

      faults.clear();
      for (const { user } of repository.stars.all().slice(0, 15)) repository.unstar(user.login);
      await tests.rig.cycle(repository.fullName);
      await compare();
      await check();
      assert.deepEqual(await gaps(), []);
    });
  }
});
