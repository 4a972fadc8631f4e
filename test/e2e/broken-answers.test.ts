import assert from 'node:assert/strict';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { quickWaits, until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const issueList = 'GET /repos/{owner}/{repo}/issues';

describe('broken answers and limits of GitHub', () => {
  const tests = withRig(import.meta.url);
  const { addRepository, load, stateOf, truth } = tests;

  for (const kind of [
    'cut',
    'cut-chunked',
    'reset',
    'empty',
    'space',
    'invalid-json',
    'balanced-json',
    'wrong-type',
    'not-array',
    'html',
    'off-origin-link',
    'status',
    'computing',
  ] as const) {
    it(`asks again after "${kind}", and never takes it for an empty page`, async () => {
      const name = addRepository();
      tests.rig.simulator.faults.add({ kind, route: issueList, page: 4 });
      const status = await load(name, { resources: ['issues'] });
      assert.equal(status.phase, 'ok', JSON.stringify(status));
      await assertIssuesEqual(tests.rig.db, name, truth(name));
    });
  }

  it('makes pages smaller when GitHub fails on large ones', async () => {
    const name = addRepository();
    tests.rig.simulator.faults.add({
      kind: 'status',
      status: 502,
      path: /direction=asc.*per_page=100/,
      times: Infinity,
    });
    const status = await load(name, { resources: ['issues'] });
    assert.equal(status.phase, 'ok', JSON.stringify(status));
    await assertIssuesEqual(tests.rig.db, name, truth(name));
  });

  it('gives a resource up as failed when GitHub never answers, and takes it up again in the next cycle', async () => {
    const name = addRepository();
    tests.rig.simulator.faults.add({ kind: 'status', status: 503, route: issueList, times: Infinity });
    const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 3 };
    const status = await load(name, { resources: ['issues'], waits });
    assert.equal(status.phase, 'failed');
    const { state, reason } = await stateOf(name, 'issues');
    assert.deepEqual({ state, reason }, { state: 'failed', reason: 'GitHub answered 503. Attempt 3 of 3.' });

    tests.rig.simulator.faults.clear();
    assert.equal((await tests.rig.cycle(name)).phase, 'ok');
    await assertIssuesEqual(tests.rig.db, name, truth(name));
  });

  for (const [title, fault, reason] of [
    ['a primary limit', { kind: 'primary-limit', resetInSeconds: 2 }, /requests an hour is used up/],
    ['a secondary limit with retry-after', { kind: 'secondary-limit', retryAfter: 2 }, /secondary rate limit \(403\)/],
    ['a secondary limit as 429', { kind: 'secondary-limit', retryAfter: 2, as: 429 }, /secondary rate limit \(429\)/],
  ] as const) {
    it(`waits for ${title} in a named timer, visibly, and then goes on`, async () => {
      const name = addRepository();
      tests.rig.simulator.faults.add({ ...fault, route: issueList, page: 3 });
      const handle = await tests.rig.startLoop(name, { resources: ['issues'] });

      const limited = await until(async () => {
        const status = await handle.query<LoopStatus>(messages.status);
        return status.phase === 'limited' ? status : undefined;
      });
      assert.ok(limited.limitedUntil);
      const told = await stateOf(name, 'issues');
      assert.equal(told.state, 'limited');
      assert.match(told.reason ?? '', reason);
      const answer = await tests.rig.order<SyncNowAnswer>(name, messages.syncNow);
      assert.match('message' in answer ? answer.message : '', /limited until 20/);

      assert.equal((await tests.rig.settled(name)).phase, 'ok');
      await assertIssuesEqual(tests.rig.db, name, truth(name));
    });
  }

  it('lets a secondary limit without retry-after stand for a minute, for every repository of the token', async () => {
    const [first, second] = [addRepository(), addRepository()];
    tests.rig.simulator.faults.add({ kind: 'secondary-limit', retryAfter: null, route: issueList, page: 2 });
    const handle = await tests.rig.startLoop(first, { resources: ['issues'] });
    const limited = await until(async () => {
      const status = await handle.query<LoopStatus>(messages.status);
      return status.limitedUntil ? status : undefined;
    });
    const waitMs = Date.parse(limited.limitedUntil as string) - Date.now();
    assert.ok(waitMs > 45_000 && waitMs <= 61_000, `${waitMs} ms`);

    const sent = tests.rig.simulator.requests.length;
    const other = await tests.rig.startLoop(second, { resources: ['issues'] });
    await until(async () => (await other.query<LoopStatus>(messages.status)).phase === 'limited');
    assert.equal(tests.rig.simulator.requests.length, sent);
    await handle.terminate();
    await other.terminate();
  });
});
