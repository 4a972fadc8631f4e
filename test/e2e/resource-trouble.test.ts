import assert from 'node:assert/strict';
import { reconcileWorkflowId, resources, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { assertTables } from '../support/assert-tables.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const route = (path: string) => `GET /repos/{owner}/{repo}${path}`;

describe('resources that GitHub does not give', () => {
  // Tests of how REST gives the reviews of one pull request.
  const tests = withRig(import.meta.url, { graphql: false });
  const { addRepository, load, stateOf } = tests;
  const all = { resources: [...resources] };
  const requestsOf = (name: string, asked: string) => {
    const { id } = tests.rig.simulator.world.repository(name);
    return tests.rig.simulator.requests.filter(
      (request) => request.route === asked && request.path.startsWith(`/repositories/${id}`),
    );
  };

  it('each that the token may not see is forbidden with the missing permission named; the others go on', async () => {
    const name = addRepository({ issues: 12, stars: 20 });
    const forbidden = {
      pull_requests: ['/pulls', 'pull_requests=read'],
      review_comments: ['/pulls/comments', 'pull_requests=read'],
      issue_events: ['/issues/events', 'issues=read'],
      labels: ['/labels', 'issues=read'],
      milestones: ['/milestones', 'issues=read'],
      releases: ['/releases', 'contents=read'],
      forks: ['/forks', 'metadata=read'],
      deployments: ['/deployments', 'deployments=read'],
      commits: ['/commits', 'contents=read'],
      star_history: ['/stargazers/history', 'metadata=read'],
    } as const;
    for (const [path] of Object.values(forbidden)) tests.rig.simulator.world.forbid(name, route(path));

    const status = await load(name, all);

    for (const { resource, state, reason } of status.resources) {
      if (resource in forbidden) {
        const [, permission] = forbidden[resource as keyof typeof forbidden];
        assert.deepEqual({ resource, state }, { resource, state: 'forbidden' });
        assert.match(reason ?? '', new RegExp(`lacks a permission: ${permission} \\(403`));
      } else {
        assert.ok(['ok', 'empty'].includes(state), `${resource} is ${state}`);
      }
    }
    assert.equal(status.phase, 'forbidden');
  });

  it('is asked again soon once, then only daily, or when a person orders it, and then loads', async () => {
    const name = addRepository({ issues: 12 });
    const { world } = tests.rig.simulator;
    world.forbid(name, route('/pulls'));
    const waits = { ...quickWaits, refusalRetry: '1s' };
    await load(name, { resources: ['issues', 'pull_requests', 'labels'], every: '1s', waits });
    world.repository(name).openIssue({ pullRequest: true });
    await tests.rig.settled(name, 5);
    assert.equal(requestsOf(name, route('/pulls')).length, 2);
    const { rows } = await tests.rig.db.query<{ hours: number }>(
      `select round(extract(epoch from next_try_at - now()) / 3600)::int as hours from report.sync_status
       where repository = $1 and resource = 'pull_requests'`,
      [name],
    );
    assert.deepEqual(rows, [{ hours: 24 }]);

    world.allow(name);
    const status = await tests.rig.cycle(name);
    assert.equal(status.phase, 'ok');
    await assertTables(tests.rig.db, world, world.repository(name), ['issue', 'pull_request']);
    await tests.rig.client.workflow.getHandle(`sync/${name}`).terminate();
  });

  it('is asked again by itself when its day is over', async () => {
    const name = addRepository({ issues: 12 });
    const { world } = tests.rig.simulator;
    world.forbid(name, route('/labels'));
    const waits = { ...quickWaits, reprobe: '1s' };
    await load(name, { resources: ['issues', 'labels'], every: '1s', waits });
    world.allow(name);
    const status = await tests.rig.settled(name, 4);
    assert.equal(status.phase, 'ok');
    await tests.rig.client.workflow.getHandle(`sync/${name}`).terminate();
  });

  it('pull requests that are switched off, and a GitHub without star history, disturb nothing', async () => {
    const name = addRepository({ issues: 12, pullRequestShare: 0, hasPullRequests: false });
    const { faults } = tests.rig.simulator;
    faults.add({ kind: 'status', status: 404, route: route('/stargazers/history'), times: Infinity });

    const status = await load(name, all);

    const stateIs = Object.fromEntries(status.resources.map(({ resource, state }) => [resource, state]));
    const { pull_requests: pulls, review_comments: comments, reviews, star_history: stars, issues } = stateIs;
    assert.deepEqual(
      { pulls, comments, reviews, stars, issues },
      { pulls: 'disabled', comments: 'disabled', reviews: 'empty', stars: 'disabled', issues: 'ok' },
    );
    assert.equal(status.phase, 'ok');
    assert.match((await stateOf(name, 'pull_requests')).reason ?? '', /^Pull requests are disabled \(404\)\.$/);
    assert.match((await stateOf(name, 'star_history')).reason ?? '', /offers no star history \(404\)/);
  });

  it('a repository without any commit is empty, not failed (409, 204)', async () => {
    const name = addRepository({ issues: 0, empty: true });
    const status = await load(name, all);
    const rows = status.resources.filter(({ resource }) =>
      ['commits', 'contributor_stats', 'issues'].includes(resource),
    );
    assert.deepEqual(
      rows.map(({ resource, state }) => [resource, state]),
      [
        ['issues', 'empty'],
        ['commits', 'empty'],
        ['contributor_stats', 'empty'],
      ],
    );
    assert.equal(status.phase, 'empty');
    assert.equal(requestsOf(name, route('/commits'))[0]?.status, 409);

    tests.rig.simulator.world.repository(name).push('ada', 3);
    await tests.rig.cycle(name);
    assert.equal((await stateOf(name, 'commits')).state, 'ok');
    await assertTables(tests.rig.db, tests.rig.simulator.world, tests.rig.simulator.world.repository(name), ['commit']);
  });

  it('one pull request whose reviews never come keeps no other waiting, and is a gap until they do', async () => {
    const name = addRepository({ issues: 40 });
    const { world, faults } = tests.rig.simulator;
    const repository = world.repository(name);
    const [first] = [...repository.store.present()].filter(({ pullRequest }) => pullRequest);
    const number = first?.number as number;
    faults.add({ kind: 'status', status: 502, path: new RegExp(`/pulls/${number}/reviews`), times: Infinity });
    const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 3 };

    const status = await load(name, { resources: ['issues', 'pull_requests', 'reviews'], waits });

    assert.equal(status.phase, 'ok');
    const gaps = async () => {
      const { rows } = await tests.rig.db.query<{ gap: string; reason: string }>(
        'select gap, reason from report.gaps where repository = $1',
        [name],
      );
      return rows;
    };
    const [gap, ...others] = await gaps();
    assert.deepEqual([gap?.gap, others], [`pull/${number}`, []]);
    assert.match(gap?.reason ?? '', /^GitHub answered 502\. Asked 3 times\.$/);
    const { rows } = await tests.rig.db.query(
      `select count(distinct number)::int as numbers, bool_or(number = $2) as has_it
       from github.review where repository_id = $1`,
      [repository.id, number],
    );
    assert.ok(rows[0]?.numbers > 3 && !rows[0]?.has_it, JSON.stringify(rows));

    faults.clear();
    repository.review(number, { user: 'grace' });
    await tests.rig.cycle(name);
    assert.deepEqual(await gaps(), []);
    await assertTables(tests.rig.db, world, repository, ['issue', 'pull_request', 'review']);
  });

  it('one row that GitHub fails to show by itself is a gap until it does', async () => {
    const name = addRepository({ issues: 10, pullRequestShare: 0 });
    const { world, faults } = tests.rig.simulator;
    const repository = world.repository(name);
    repository.delete(4);
    repository.delete(6);
    faults.add({ kind: 'status', status: 502, path: /\/issues\/4$/, times: Infinity });
    const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 2 };
    await load(name, { resources: ['issues'], waits });
    const compare = () =>
      tests.rig.client.workflow.execute(workflowTypes.reconcileRepository, {
        taskQueue: taskQueues.repometer,
        workflowId: reconcileWorkflowId(name),
        args: [{ repository: name, waits, whole: true }],
      });
    const gaps = async () => {
      const { rows } = await tests.rig.db.query<{ gap: string; is_open: boolean }>(
        'select gap, is_open from sync.gap where subject_id = $1 order by gap',
        [repository.id],
      );
      return rows.map(({ gap, is_open: isOpen }) => `${gap} ${isOpen ? 'open' : 'fact'}`);
    };
    await compare();
    assert.deepEqual(await gaps(), ['number 6 fact', 'row/4 open']);

    faults.clear();
    await compare();
    assert.deepEqual(await gaps(), ['number 4 fact', 'number 6 fact']);
  });
});
