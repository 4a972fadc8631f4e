import assert from 'node:assert/strict';
import { backfillWorkflowId, resources } from '../../workflows/contract.ts';
import { createMutator } from '../simulator/mutate.ts';
import { assertTables } from '../support/assert-tables.ts';
import { backfill, backfillStatus, beginningsOf, startBackfill } from '../support/backfills.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { assertLabelHistory } from '../support/compare-label-history.ts';
import { until } from '../support/rig.ts';
import { timersOf } from '../support/shown-in-temporal.ts';
import { withRig } from '../support/with-rig.ts';

const day = 86_400_000;
const eventsOfIssue = 'GET /repos/{owner}/{repo}/issues/{issue_number}/events';

describe('a backfill in trouble', function () {
  this.timeout(240_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;
  afterEach(() => {
    Object.assign(tests.rig.simulator.options, { issueEventRows: undefined, latencyMs: undefined });
  });

  const dayBefore = (days: number) =>
    new Date(tests.rig.simulator.world.clock().getTime() - days * day).toISOString().slice(0, 10);
  const readFrom = (name: string) =>
    backfillStatus(tests.rig, name).then(
      ({ resources: lists }) => lists.map((list) => list.readFrom).filter((at) => at !== null).length,
      () => 0,
    );
  const order = (name: string, message: 'pause' | 'resume') =>
    tests.rig.client.workflow.getHandle(backfillWorkflowId(name)).executeUpdate(message);

  it('a killed worker, a rate limit, a pause and broken answers, in a world that moves: the tables are what GitHub shows', async () => {
    const { simulator, db, client } = tests.rig;
    const { world } = simulator;
    const name = addRepository({ issues: 300, pullRequestShare: 0.3, stars: 10 });
    const other = addRepository({ issues: 3 });
    const repository = world.repository(name);
    await load(name, { resources: [...resources], from: dayBefore(60) });
    const except = [
      'rename repository',
      'remove repository',
      'force-push',
      'delete issue',
      'transfer issue',
      'hide issue',
    ];
    const mutate = createMutator(world, repository, { seed: 5, other, except });
    let answers = 0;
    let made = 0;
    const still = simulator.beforeAnswer(() => {
      answers += 1;
      if (answers % 3 !== 0 || made >= 40) return;
      made += 1;
      mutate();
    });
    simulator.options.latencyMs = 10;

    const handle = await startBackfill(tests.rig, name);
    await until(() => readFrom(name), { waitMs: 60_000 });
    await tests.rig.stopWorker('SIGKILL');
    await tests.rig.startWorker();
    await order(name, 'pause');
    const paused = await backfillStatus(tests.rig, name);
    assert.equal(paused.phase, 'paused');
    await tests.rig.cycle(name);
    simulator.faults.add({
      kind: 'secondary-limit',
      as: 429,
      retryAfter: 1,
      path: /\/(issues\/events|pulls|comments)/,
    });
    for (const kind of ['cut', 'reset', 'invalid-json'] as const)
      simulator.faults.add({ kind, path: /\/(issues|commits)/ });
    await order(name, 'resume');
    const result = await handle.result();
    still();
    simulator.faults.clear();

    assert.deepEqual(result.failures, []);
    assert.ok(made > 10, `${made} changes`);
    const timers = await timersOf(handle);
    assert.ok(
      timers.some((text) => /limit/i.test(text)),
      JSON.stringify(timers),
    );
    assert.deepEqual([...new Set(Object.values(await beginningsOf(tests.rig, name)))], [null]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await tests.rig.cycle(name);
    // What was deleted without a trace only a comparison finds.
    await client.workflow.execute('reconcileRepository', {
      taskQueue: 'repometer',
      workflowId: `reconcile/${name}`,
      args: [{ repository: name, whole: true }],
    });
    await assertEqualsTruth(db, world, repository);
    await assertLabelHistory({ db, world, repository });
  });

  it('that is cancelled leaves what it has stored, and another one goes on from there', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 400, pullRequestShare: 0 });
    const repository = simulator.world.repository(name);
    await load(name, { resources: ['issues', 'issue_events'], from: dayBefore(40) });
    const eventPages = () =>
      simulator.requests.filter(({ path }) => path === `/repositories/${repository.id}/issues/events`).length;
    simulator.options.latencyMs = 150;
    const first = await startBackfill(tests.rig, name, { resources: ['issue_events'] });
    await until(() => readFrom(name));
    await first.cancel();
    await assert.rejects(first.result(), /Workflow execution cancelled/);
    const [reached] = [(await beginningsOf(tests.rig, name)).issue_events];
    assert.ok(reached && reached < dayBefore(40), `${reached}`);
    simulator.options.latencyMs = 0;
    const sent = eventPages();

    const result = await backfill(tests.rig, name, { resources: ['issue_events'] });

    assert.deepEqual(result.failures, []);
    const { rows } = await db.query<{ newer: number; all: number }>(
      `select count(*) filter (where created_at >= $2::date)::int as newer, count(*)::int as all
       from github.issue_event where repository_id = $1`,
      [repository.id, reached],
    );
    const { newer, all } = rows[0]!;
    const most = Math.ceil((all - newer) / 100);
    assert.ok(
      eventPages() - sent <= 3 * most + 8,
      `${eventPages() - sent} requests for ${all - newer} of ${all} events`,
    );
    await backfill(tests.rig, name);
    await assertTables(db, simulator.world, repository, ['issue', 'issue_event']);
  });

  it('reads events that their list does not reach (422) issue by issue, and no more of them than it has come to', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 120, pullRequestShare: 0 });
    const repository = simulator.world.repository(name);
    simulator.options.issueEventRows = 200;
    await load(name, { resources: ['issues', 'issue_events'], from: dayBefore(150) });
    const single = () => simulator.requests.filter(({ route }) => route === eventsOfIssue).length;
    const before = single();
    await backfill(tests.rig, name, { resources: ['issues'] });
    await tests.rig.cycle(name);
    assert.ok(
      single() - before <= 3,
      `${single() - before} issues were asked for that the backfill of events has not come to`,
    );

    const result = await backfill(tests.rig, name);

    assert.deepEqual(result.failures, []);
    await assertTables(db, simulator.world, repository, ['issue', 'issue_event']);
    await assertLabelHistory({ db, world: simulator.world, repository });
    const { rows } = await db.query('select gap, reason from report.gaps where repository = $1', [name]);
    assert.deepEqual(rows, []);
    assert.deepEqual(Object.values(await beginningsOf(tests.rig, name)).filter(Boolean), []);
  });

  it('continues as new with a long history, paused or not, and forgets nothing', async () => {
    const { simulator, client } = tests.rig;
    const name = addRepository({ issues: 250, pullRequestShare: 0 });
    await load(name, { resources: ['issues', 'issue_events'], from: dayBefore(30) });
    simulator.faults.add({ kind: 'status', status: 502, path: /issues\/events/, times: 10_000 });
    await startBackfill(tests.rig, name);
    const handle = client.workflow.getHandle(backfillWorkflowId(name));
    const { runId } = await handle.describe();
    // Each order is some events of the history.
    for (let sent = 0; sent < 130; sent += 1) {
      await handle.executeUpdate('pause');
      await handle.executeUpdate('resume');
    }
    simulator.faults.clear();
    await until(async () => (await handle.describe()).runId !== runId);
    const { events } = await client.workflow.getHandle(backfillWorkflowId(name), runId).fetchHistory();
    assert.ok((events ?? []).length < 2000, `${events?.length} events`);

    const result = await handle.result();

    assert.deepEqual((result as { failures: string[] }).failures, []);
    await assertTables(tests.rig.db, simulator.world, simulator.world.repository(name), ['issue', 'issue_event']);
  });

  it('of a rewritten branch marks the commits that it has lost', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 10, contributors: 5 });
    const repository = simulator.world.repository(name);
    await load(name, { resources: ['issues', 'commits'], from: dayBefore(30) });
    simulator.options.latencyMs = 100;
    const handle = await startBackfill(tests.rig, name, { resources: ['commits'] });
    await until(async () => (await db.query(`select from sync.cursor where purpose = 'backfill'`)).rowCount);
    repository.forcePush({ drop: 3 });
    await tests.rig.cycle(name);
    simulator.options.latencyMs = 0;
    await handle.result();
    await tests.rig.cycle(name);
    await assertTables(db, simulator.world, repository, ['commit']);
  });
});
