import assert from 'node:assert/strict';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { assertIssuesEqual, storedIssues } from '../support/compare-issues.ts';
import { quickWaits, until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const statsRoute = 'GET /repos/{owner}/{repo}/stats/contributors';
const repositoryRoute = 'GET /repos/{owner}/{repo}';

describe('what GitHub does to a loop', () => {
  const tests = withRig(import.meta.url);
  const { addRepository, load, stateOf, truth } = tests;

  it('waits for statistics that GitHub computes (202), as many requests as the series has, then says so', async () => {
    const name = addRepository({ issues: 5, statsPendingCalls: 1000 });
    const waits = { ...quickWaits, statsRetry: '20ms', statsAttempts: 5 };
    const status = await load(name, { waits });
    assert.equal(status.phase, 'stats_pending');
    const asked = () =>
      tests.rig.simulator.requests.filter(
        ({ route, path }) =>
          route === statsRoute && path.includes(String(tests.rig.simulator.world.repository(name).id)),
      );
    assert.equal(asked().length, 5);
    const { state, reason } = await stateOf(name, 'contributor_stats');
    assert.equal(state, 'stats_pending');
    assert.match(reason ?? '', /still computing the statistics \(202\) after 5 requests/);

    await tests.rig.cycle(name);
    assert.equal(asked().length, 6, 'one request a cycle from then on');
  });

  it('a pending series delays no cycle, and pause ends it', async () => {
    const name = addRepository({ issues: 5, statsPendingCalls: 1000 });
    const handle = await tests.rig.startLoop(name, { waits: { ...quickWaits, statsRetry: '30s' } });
    await until(async () => !(await handle.query<LoopStatus>(messages.status)).isCycleRunning);
    await until(async () => (await stateOf(name, 'contributor_stats')).state === 'stats_pending');
    const { rows } = await tests.rig.db.query(
      `select next_try_at < now() + interval '1 minute' as is_soon
       from report.sync_status where repository = $1 and resource = 'contributor_stats'`,
      [name],
    );
    assert.deepEqual(rows, [{ is_soon: true }], 'it is tried at the pace of the series, not with the next cycle');
    const answer = await tests.rig.order<SyncNowAnswer>(name, messages.syncNow);
    assert.deepEqual(answer, { cycle: 2 });
    await until(async () => (await handle.query<LoopStatus>(messages.status)).cycle === 2);

    const paused = await tests.rig.order<LoopStatus>(name, messages.pause);
    assert.equal(paused.phase, 'paused');
    await until(async () => ((await handle.describe()).raw.pendingActivities ?? []).length === 0);
    await assert.rejects(handle.executeUpdate(messages.syncNow), (error: Error) =>
      /paused; resume it first/.test(String(error.cause)),
    );
    const resumed = await tests.rig.order<LoopStatus>(name, messages.resume);
    assert.notEqual(resumed.phase, 'paused');
    await handle.terminate();
  });

  it('an empty repository is empty, not missing (204)', async () => {
    const name = addRepository({ issues: 0, empty: true });
    const status = await load(name);
    assert.deepEqual(
      status.resources.map(({ state }) => state),
      ['ok', 'empty', 'empty'],
    );
  });

  it('disabled issues are a state of their own; the statistics go on', async () => {
    const name = addRepository({ hasIssues: false });
    const status = await load(name);
    assert.deepEqual(
      status.resources.map(({ state }) => state),
      ['ok', 'disabled', 'ok'],
    );
    assert.match((await stateOf(name, 'issues')).reason ?? '', /Issues are disabled/);
  });

  it('a missing permission is named; other resources go on', async () => {
    const name = addRepository();
    tests.rig.simulator.world.forbid(name, statsRoute);
    const status = await load(name);
    assert.deepEqual(
      status.resources.map(({ state }) => state),
      ['ok', 'ok', 'forbidden'],
    );
    assert.match((await stateOf(name, 'contributor_stats')).reason ?? '', /lacks a permission: \S+/);
  });

  for (const [kind, reason] of [
    ['dmca', /legal reasons \(451/],
    ['tos', /blocked this repository \(403/],
  ] as const) {
    it(`a repository that GitHub blocks (${kind}) keeps its rows`, async () => {
      const name = addRepository();
      await load(name, { resources: ['issues'] });
      tests.rig.simulator.world.block(name, kind);
      const status = await tests.rig.cycle(name);
      assert.equal(status.phase, 'blocked');
      assert.match((await stateOf(name, 'repository')).reason ?? '', reason);
      assert.equal((await storedIssues(tests.rig.db, name)).length, 250);
    });
  }

  it('a repository that vanishes is missing, keeps its rows, and is taken up again', async () => {
    const name = addRepository();
    await load(name, { resources: ['issues'] });
    tests.rig.simulator.world.removeRepository(name);
    assert.equal((await tests.rig.cycle(name)).phase, 'missing');
    assert.equal((await storedIssues(tests.rig.db, name)).length, 250);
    tests.rig.simulator.world.restoreRepository(name);
    assert.equal((await tests.rig.cycle(name)).phase, 'ok');
  });

  it('a repository that answers 410 is gone', async () => {
    const name = addRepository();
    tests.rig.simulator.faults.add({
      kind: 'status',
      status: 410,
      body: { message: 'This repository was deleted' },
      route: repositoryRoute,
      times: Infinity,
    });
    await tests.rig.startLoop(name);
    assert.equal((await tests.rig.settled(name)).phase, 'gone');
  });

  it('a renamed repository is handed to the loop under its new name, with the same rows', async () => {
    const name = addRepository();
    const handle = await tests.rig.startLoop(name, { resources: ['issues'] });
    await tests.rig.settled(name);
    tests.rig.simulator.world.rename(name, 'acme/renamed');
    await tests.rig.order(name, messages.syncNow);
    assert.deepEqual(await handle.result(), { renamedTo: 'acme/renamed' });
    await tests.rig.settled('acme/renamed');
    await assertIssuesEqual(tests.rig.db, 'acme/renamed', truth('acme/renamed'));
    const { rows } = await tests.rig.db.query(
      `select workflow_id, state, reason, subject_id is null as is_released from sync.loop
       where workflow_id in ('sync/acme/renamed', 'sync/' || $1) order by state`,
      [name],
    );
    assert.deepEqual(
      rows.map(({ workflow_id: id, is_released: released }) => ({ id, released })),
      [
        { id: 'sync/acme/renamed', released: false },
        { id: `sync/${name}`, released: true },
      ],
    );
  });

  it('a name that another repository has taken mixes nothing', async () => {
    const name = addRepository();
    await load(name, { resources: ['issues'] });
    const short = name.split('/')[1] as string;
    tests.rig.simulator.world.removeRepository(name);
    tests.rig.simulator.world.addRepository({ owner: 'acme', name: short, issues: 7 });
    const status = await tests.rig.cycle(name);
    assert.equal(status.phase, 'gone');
    assert.match((await stateOf(name, 'repository')).reason ?? '', /is another repository now/);
    assert.equal((await storedIssues(tests.rig.db, name)).length, 250);
  });

  it('a bad token is named, and the loop lives on', async () => {
    const name = addRepository({ statsPendingCalls: 0 });
    tests.rig.simulator.options.tokens = { 'another-token': {} };
    await tests.rig.startLoop(name);
    const status = await tests.rig.settled(name);
    assert.equal(status.phase, 'failed');
    assert.match(status.resources[0]?.reason ?? '', /refuses the token \(401: Bad credentials\); check GITHUB_TOKEN/);
    const { rows } = await tests.rig.db.query(`select state from report.sync_status where repository = $1`, [name]);
    assert.deepEqual(rows, [{ state: 'failed' }]);
    tests.rig.simulator.options.tokens = undefined;
    assert.equal((await tests.rig.cycle(name)).phase, 'ok');
  });

  it('stores what Postgres cannot hold cleaned, with a mark, and everything else as it is', async () => {
    const name = addRepository({ issues: 0 });
    const repository = tests.rig.simulator.world.repository(name);
    const long = 'x'.repeat(65_536);
    repository.openIssue({ title: 'nul \u0000 here', body: 'half \ud800 pair' });
    repository.openIssue({ title: 'whole 😀 pair and \\u0000 as text', body: long });
    repository.openIssue({ title: 'nobody', user: null, labels: ['only a name'] });
    repository.openIssue({ title: 'large id', id: 3_000_000_000_000 });
    await load(name, { resources: ['issues'] });
    const { rows } = await tests.rig.db.query(
      `select title, body, is_cleaned, author_id is null as is_nobody, label_names from github.issue
       join github.repository using (repository_id) where name = $1 order by number`,
      [name.split('/')[1]],
    );
    assert.deepEqual(
      rows.map(({ title, is_cleaned: isCleaned }) => ({ title, isCleaned })),
      [
        { title: 'nul \ufffd here', isCleaned: true },
        { title: 'whole 😀 pair and \\u0000 as text', isCleaned: false },
        { title: 'nobody', isCleaned: false },
        { title: 'large id', isCleaned: false },
      ],
    );
    assert.equal(rows[0]?.body, 'half \ufffd pair');
    assert.equal(rows[1]?.body, long);
    assert.deepEqual(rows[2]?.label_names, ['only a name']);
    assert.equal(rows[2]?.is_nobody, true);
  });
});
