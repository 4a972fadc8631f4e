import assert from 'node:assert/strict';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const issueList = 'GET /repos/{owner}/{repo}/issues';
const labelList = 'GET /repos/{owner}/{repo}/labels';
const repositoryRoute = 'GET /repos/{owner}/{repo}';
const issuesOnly = { resources: ['issues'] };
const minuteMs = 60_000;

interface Standing {
  state: string;
  reason: string | null;
  refusals: number;
  refusal_seconds: number;
  next_seconds: number | null;
}

describe('refusals of GitHub', function () {
  this.timeout(120_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load, truth } = tests;
  const handleOf = (name: string) => tests.rig.client.workflow.getHandle(`sync/${name}`);
  const statusOf = (name: string) => handleOf(name).query<LoopStatus>(messages.status);
  const requestsOf = (name: string, route: string) => {
    const { id } = tests.rig.simulator.world.repository(name);
    return tests.rig.simulator.requests.filter(
      (request) =>
        request.route === route &&
        (request.path.startsWith(`/repositories/${id}`) || request.path === `/repos/${name}`),
    );
  };
  async function standingOf(name: string, resource: string): Promise<Standing> {
    const { rows } = await tests.rig.db.query<Standing>(
      `select state, reason, refusals, refusal_seconds, extract(epoch from next_try_at - now())::float8 as next_seconds
       from sync.resource where subject_id = $1 and resource = $2`,
      [tests.rig.simulator.world.repository(name).id, resource],
    );
    return rows[0] as Standing;
  }
  /** States that the activities of a loop have given back, one after the other. */
  async function outcomesOf(name: string): Promise<string[]> {
    const { events } = await handleOf(name).fetchHistory();
    const results = (events ?? []).flatMap(
      (event) => event.activityTaskCompletedEventAttributes?.result?.payloads ?? [],
    );
    const outcomes = results.map(
      ({ data }) => JSON.parse(Buffer.from(data ?? []).toString()) as { state?: string } | null,
    );
    return outcomes.flatMap((outcome) => outcome?.state ?? []);
  }
  const limitedMs = async (name: string) => {
    const status = await until(async () => {
      const found = await statusOf(name).catch(() => undefined);
      return found?.limitedUntil ? found : undefined;
    });
    return Date.parse(status.limitedUntil as string) - Date.now();
  };

  for (const [title, fault] of [
    ['a 403 that says that a rate limit is exceeded, while quota is left', { kind: 'worded-limit' }],
    ['a 422 that says so', { kind: 'worded-limit', status: 422 }],
    ['a 429 of something before GitHub', { kind: 'gateway', status: 429 }],
    ['a primary limit whose reset is past', { kind: 'primary-limit', resetInSeconds: -30 }],
    ['a secondary limit with a retry-after of zero', { kind: 'secondary-limit', retryAfter: 0 }],
    ['a secondary limit with a retry-after below zero', { kind: 'secondary-limit', retryAfter: -5, as: 429 }],
  ] as const) {
    it(`${title} is waited for, a minute at least, and asked again once`, async () => {
      const name = addRepository();
      tests.rig.simulator.faults.add({ ...fault, route: issueList, page: 3, times: Infinity });
      await tests.rig.startLoop(name, issuesOnly);
      const waitMs = await limitedMs(name);
      assert.ok(waitMs > 45_000 && waitMs < 61_000, `${waitMs} ms`);
      const refused = requestsOf(name, issueList).filter(({ status }) => status >= 400);
      assert.ok(refused.length <= 4, 'those that were on their way at once');

      // The minute is over, and it is refused again: longer.
      await overIn(tests.rig, name);
      await until(async () => (await standingOf(name, 'issues')).refusals === 2);
      const { state, refusal_seconds: seconds } = await standingOf(name, 'issues');
      assert.equal(state, 'limited');
      assert.ok(seconds >= 120, `${seconds} s`);

      tests.rig.simulator.faults.clear();
      await overIn(tests.rig, name);
      assert.equal((await tests.rig.settled(name)).phase, 'ok');
      await assertIssuesEqual(tests.rig.db, name, truth(name));
      assert.equal((await standingOf(name, 'issues')).refusals, 0, 'an answer ends the row');
    });
  }

  for (const [title, fault] of [
    ['a 403 of something before GitHub', { kind: 'gateway' }],
    ['a 404 of something before GitHub', { kind: 'gateway', status: 404 }],
    ['a 401 of something before GitHub', { kind: 'gateway', status: 401 }],
    ['a 403 without a word', { kind: 'status', status: 403, body: '' }],
    ['a 403 that names no permission', { kind: 'status', status: 403, body: { message: 'Forbidden' } }],
  ] as const) {
    for (const [where, route, page] of [
      ['amid a list', issueList, 3],
      ['of the repository', repositoryRoute, 1],
    ] as const) {
      it(`${title}, ${where}, is waited for within the cycle, and nothing is lost`, async () => {
        const name = addRepository();
        tests.rig.simulator.faults.add({ ...fault, route, page });
        const waits = { ...quickWaits, refusalRetry: '200ms' };
        assert.equal((await load(name, { ...issuesOnly, waits })).phase, 'ok');
        await assertIssuesEqual(tests.rig.db, name, truth(name));
        const refused = requestsOf(name, route).filter(({ status }) => status >= 400);
        assert.equal(refused.length, 1, JSON.stringify(requestsOf(name, route).map(({ status }) => status)));
      });
    }
  }

  it('a gateway that never lets a list through is asked less and less, keeps no other list waiting, and never forbids', async () => {
    const name = addRepository();
    const remove = tests.rig.simulator.faults.add({ kind: 'gateway', route: labelList, times: Infinity });
    const waits = { ...quickWaits, refusalRetry: '20ms' };
    await tests.rig.startLoop(name, { resources: ['issues', 'labels'], waits });
    await until(async () => (await standingOf(name, 'labels'))?.refusals >= 6);

    await until(async () => (await statusOf(name)).settledCycle >= 1);
    await assertIssuesEqual(tests.rig.db, name, truth(name));
    const told = await standingOf(name, 'labels');
    assert.equal(told.state, 'limited');
    assert.match(told.reason ?? '', /none of GitHub's API \(403, text\/html\)/);
    assert.ok(Math.abs(told.refusal_seconds - 0.02 * 2 ** (told.refusals - 1)) < 0.001, JSON.stringify(told));

    // What passes by itself no person hastens.
    await tests.rig.db.query(
      `update sync.resource set next_try_at = now() + interval '1 hour' where resource = 'labels'`,
    );
    const asked = requestsOf(name, labelList).length;
    await tests.rig.cycle(name);
    assert.ok(requestsOf(name, labelList).length - asked <= 1, 'one was under way at most');

    remove();
    await tests.rig.db.query(`update sync.resource set next_try_at = now() where resource = 'labels'`);
    assert.equal((await tests.rig.cycle(name)).phase, 'ok');
    assert.equal((await standingOf(name, 'labels')).refusals, 0);
  });

  it('a 403 that names no permission is taken for one after several, and rests for a day', async () => {
    const name = addRepository();
    const body = { message: 'Forbidden' };
    tests.rig.simulator.faults.add({ kind: 'status', status: 403, body, route: labelList, times: Infinity });
    await tests.rig.startLoop(name, {
      resources: ['issues', 'labels'],
      waits: { ...quickWaits, refusalRetry: '50ms' },
    });
    await until(async () => (await standingOf(name, 'labels'))?.state === 'forbidden');
    const told = await standingOf(name, 'labels');
    assert.equal(told.refusals, 5);
    assert.match(told.reason ?? '', /does not say that it is a permission \(403: Forbidden\)/);
    assert.ok((told.next_seconds ?? 0) > 86_000, JSON.stringify(told));
  });

  const sso = { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A1' };
  for (const [title, state, status, message, headers] of [
    [
      'a permission that is missing for a moment',
      'forbidden',
      403,
      'Resource not accessible by personal access token',
      {},
    ],
    ['single sign-on that is missing for a moment', 'forbidden', 403, 'Forbidden', sso],
    ['a block for a moment', 'blocked', 451, 'Repository access blocked', {}],
    ['a 404 for a moment', 'missing', 404, 'Not Found', {}],
    ['a 401 for a moment', 'failed', 401, 'Bad credentials', {}],
  ] as const) {
    it(`${title} is looked at again soon, without an order`, async () => {
      const name = addRepository();
      tests.rig.simulator.faults.add({ kind: 'status', status, body: { message }, headers, route: issueList });
      await tests.rig.startLoop(name, { ...issuesOnly, waits: { ...quickWaits, refusalRetry: '500ms' } });
      assert.equal((await tests.rig.settled(name, 2)).phase, 'ok');
      await assertIssuesEqual(tests.rig.db, name, truth(name));
      const told = await outcomesOf(name);
      assert.ok(told.includes(state), told.join());
    });
  }

  it('what stays forbidden is looked at soon once, and then daily; that is told as it is', async () => {
    const name = addRepository();
    tests.rig.simulator.world.forbid(name, labelList);
    const waits = { ...quickWaits, refusalRetry: '500ms' };
    await tests.rig.startLoop(name, { resources: ['issues', 'labels'], every: '2h', waits });
    const status = await until(async () => {
      if ((await standingOf(name, 'labels'))?.refusals !== 2) return undefined;
      const found = await statusOf(name);
      return found.isCycleRunning ? undefined : found;
    });
    assert.equal(requestsOf(name, labelList).length, 2);
    const told = await standingOf(name, 'labels');
    assert.equal(told.state, 'forbidden');
    assert.ok(Math.abs((told.next_seconds ?? 0) - 86_400) < 120, JSON.stringify(told));
    await assertNextTold(name, status, 120 * minuteMs);
  });

  it('what failed says that it is tried with the next cycle, and the loop when that is', async () => {
    const name = addRepository();
    tests.rig.simulator.faults.add({ kind: 'status', status: 503, route: issueList, times: Infinity });
    const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 3 };
    const status = await load(name, { resources: ['issues', 'labels'], every: '2h', waits });
    assert.equal(status.phase, 'failed');
    await assertNextTold(name, status, 120 * minuteMs);
    const { next_seconds: seconds } = await standingOf(name, 'issues');
    assert.ok(Math.abs(Date.now() + (seconds ?? 0) * 1000 - Date.parse(status.nextSyncAt as string)) < minuteMs);
    const told = status.resources.find(({ resource }) => resource === 'issues');
    assert.ok(Math.abs(Date.parse(told?.nextTryAt ?? '') - Date.parse(status.nextSyncAt as string)) < minuteMs);
  });

  /** The loop's own time, in Postgres as in Temporal, and not the earliest of its resources. */
  async function assertNextTold(name: string, status: LoopStatus, restMs: number): Promise<void> {
    const { rows } = await tests.rig.db.query<{ next_sync_at: Date }>(
      'select next_sync_at from report.loops where repository = $1',
      [name],
    );
    const told = rows[0]?.next_sync_at.getTime() ?? 0;
    assert.ok(Math.abs(told - Date.parse(status.nextSyncAt as string)) < minuteMs, `${told} ${status.nextSyncAt}`);
    assert.ok(Math.abs(told - Date.now() - restMs) < 5 * minuteMs, `${told - Date.now()} ms`);
  }
});

/** Makes the time that a limit stands for pass: in Postgres, and for the loop, which is told to try. */
async function overIn(rig: Rig, name: string): Promise<void> {
  await rig.db.query(`update sync.budget set blocked_until = clock_timestamp()`);
  await rig.db.query('update sync.resource set next_try_at = clock_timestamp() where subject_id = $1', [
    rig.simulator.world.repository(name).id,
  ]);
  await rig.client.workflow.getHandle(`sync/${name}`).signal(messages.tryAgain);
}

describe('a start with another credential', function () {
  this.timeout(120_000);
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url, { tokens: { 'token-old': {} } });
    await rig.startWorker({ GITHUB_TOKEN: 'token-old' });
  });
  after(() => rig.close());

  it('tries at once what was refused to the other one, and what waits for its limit', async () => {
    const { world, faults, options } = rig.simulator;
    for (const name of ['revoked', 'forbidden', 'limited', 'quiet'])
      world.addRepository({ owner: 'acme', name, issues: 250 });
    // Nothing here comes back by itself.
    const waits = { ...quickWaits, refusalRetry: '6h' };
    world.forbid('acme/forbidden', labelList);
    for (const name of ['revoked', 'forbidden', 'quiet']) {
      await rig.startLoop(`acme/${name}`, { resources: ['issues', 'labels'], waits });
      await rig.settled(`acme/${name}`);
    }
    const { id } = world.repository('acme/limited');
    faults.add({ kind: 'primary-limit', resetInSeconds: 3000, path: new RegExp(`repositories/${id}/issues`), page: 3 });
    const limited = await rig.startLoop('acme/limited', { ...issuesOnly, waits });
    await until(async () => (await limited.query<LoopStatus>(messages.status)).phase === 'limited');
    // The limit was for one loop alone: neither Postgres nor the worker is to remember it for the others.
    await rig.stopWorker();
    await rig.db.query(`update sync.budget set blocked_until = null, remaining = null, reset_at = null`);
    await rig.startWorker({ GITHUB_TOKEN: 'token-old' });
    options.tokens = { 'token-new': {} };
    assert.equal((await rig.cycle('acme/revoked')).phase, 'failed');
    world.allow('acme/forbidden');
    await rig.db.query(`update sync.budget set blocked_until = now() + interval '50 minutes'`);

    await rig.stopWorker();
    await rig.startWorker({ GITHUB_TOKEN: 'token-new' });

    for (const [name, cycle] of [
      ['revoked', 3],
      ['forbidden', 2],
      ['limited', 1],
    ] as const) {
      assert.equal((await rig.settled(`acme/${name}`, cycle)).phase, 'ok', name);
      await assertIssuesEqual(rig.db, `acme/${name}`, world.repository(`acme/${name}`).issues());
    }
    assert.equal((await rig.settled('acme/quiet')).cycle, 1, 'who waits for nothing sleeps on');
  });
});
