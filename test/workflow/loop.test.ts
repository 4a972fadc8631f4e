import assert from 'node:assert/strict';
import { Worker } from '@temporalio/worker';
import {
  kpiSchedule,
  messages,
  reconcileSchedule,
  searchAttributes,
  syncWorkflowId,
  taskQueues,
} from '../../workflows/contract.ts';
import type { LoopStatus, Resource } from '../../workflows/contract.ts';
import { ensureSchedules } from '../../client/temporal/schedules.ts';
import { loadConfig } from '../../config.ts';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import { readHistories } from '../replay/histories.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { startPatchedWorker } from '../support/start-patched-worker.ts';

/** What a run of version 0.1.0 gave to the next one: its input, with the names of all that it knew, and its state. */
function landedArguments(): [{ repository: string; resources: Resource[] }, object] {
  const stored = readHistories().find(
    ({ version, file }) => version === '0.1.0' && file === 'bare-continued-next.json',
  );
  const started = stored?.history.events[0]?.['workflowExecutionStartedEventAttributes'];
  const { input } = started as { input: { payloads: { data: string }[] } };
  const [given, carried] = input.payloads.map(
    ({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()) as object,
  );
  return [given as ReturnType<typeof landedArguments>[0], carried!];
}

/** A client starts no continued run: a workflow that only continues does. */
const continuesLanded = `
import { makeContinueAsNewFunc } from '@temporalio/workflow';
export const continueLanded = (...args: unknown[]) => makeContinueAsNewFunc({ workflowType: 'syncRepository' })(...args);`;

describe('the loop of a repository in Temporal', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    installRuntime(createLogger('silent'));
    rig = await createRig(import.meta.url);
    await rig.startWorker();
  });
  after(() => rig.close());

  it('is found by its search attributes, and tells how it stands', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'found', issues: 30 });
    const handle = await rig.startLoop('acme/found');
    await rig.settled('acme/found');

    const query = `${searchAttributes.repository} = 'acme/found' and ${searchAttributes.owner} = 'acme' and ${searchAttributes.phase} = 'ok'`;
    await until(async () => (await rig.client.workflow.count(query)).count === 1);
    const { typedSearchAttributes } = await handle.describe();
    const next = typedSearchAttributes.getAll().find(({ key }) => key.name === searchAttributes.nextSyncAt);
    assert.ok(next?.value instanceof Date && next.value > new Date());
    const details = await handle.query<string>('__temporal_workflow_metadata').catch(String);
    assert.match(JSON.stringify(details), /acme\/found\*\*: ok/);
  });

  it('is started once, however often it is asked for, and is forgotten when it is cancelled', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'once', issues: 3 });
    const handle = await rig.startLoop('acme/once');
    await rig.settled('acme/once');
    await assert.rejects(rig.startLoop('acme/once'), /already started/);
    await handle.cancel();
    await assert.rejects(handle.result());
    const { rows } = await rig.db.query(`select 1 from sync.loop where workflow_id = 'sync/acme/once'`);
    assert.equal(rows.length, 0);
    const kept = await rig.db.query(
      `select 1 from github.issue join github.repository using (repository_id) where name = 'once'`,
    );
    assert.equal(kept.rows.length, 3);
  });

  it('pauses, says so in Postgres, and goes on with a cycle at once', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'rest', issues: 3 });
    const handle = await rig.startLoop('acme/rest');
    await rig.settled('acme/rest');
    assert.equal((await handle.executeUpdate<LoopStatus, []>(messages.pause)).phase, 'paused');
    const state = async () => {
      const { rows } = await rig.db.query<{ state: string }>(
        `select state from sync.loop where workflow_id = 'sync/acme/rest'`,
      );
      return rows[0]?.state;
    };
    await until(async () => (await state()) === 'paused');
    rig.simulator.world.repository('acme/rest').openIssue({ title: 'opened meanwhile' });
    await handle.executeUpdate(messages.resume);
    const status = await rig.settled('acme/rest', 2);
    assert.equal(status.resources.find(({ resource }) => resource === 'issues')?.rows, 4);
    assert.equal(await state(), 'ok');
  });

  it('numbers follow a change within the wait that was asked for', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'counted', issues: 20 });
    await rig.startLoop('acme/counted');
    await rig.settled('acme/counted');
    const opened = async () => {
      const { rows } = await rig.db.query<{ opened: number }>(
        `select coalesce(sum(issues_opened), 0)::int as opened from report.issue_labels_monthly
         where repository = 'acme/counted' and label = 'late'`,
      );
      return rows[0]?.opened;
    };
    const kpis = rig.client.workflow.getHandle('kpis/acme/counted');
    await until(async () => (await kpis.describe().catch(() => undefined))?.status.name === 'COMPLETED');
    assert.equal(await opened(), 0);
    rig.simulator.world.repository('acme/counted').openIssue({ title: 'one more', labels: ['late'] });
    await rig.cycle('acme/counted');
    await until(async () => (await opened()) === 1);
  });

  it('keeps everything where version 0.1.0 carried the names of all that it knew, and those names where a person gives them', async () => {
    const [given, carried] = landedArguments();
    assert.equal(given.resources.length, 14);
    const [continued, ordered] = [given.repository, 'acme/named'];
    for (const repository of [continued, ordered]) {
      const [owner = '', name = ''] = repository.split('/');
      rig.simulator.world.addRepository({ owner, name, issues: 6, statsPendingCalls: 0 });
    }
    await rig.startLoop(ordered, { resources: given.resources });
    await rig.settled(ordered);

    await rig.stopWorker();
    const stop = await startPatchedWorker(rig, { 'index.ts': (text) => text + continuesLanded });
    const workflowId = syncWorkflowId(continued);
    const args = [
      { ...given, waits: quickWaits },
      { ...carried, nextSyncAt: 0 },
    ];
    await rig.client.workflow.start('continueLanded', { taskQueue: taskQueues.repometer, workflowId, args });
    const { workflow } = rig.client;
    await until(async () => (await workflow.getHandle(workflowId).describe()).type === 'syncRepository').finally(stop);
    await rig.startWorker();
    await rig.settled(continued, 2);

    const keptOf = async (repository: string) => {
      const { resources } = await workflow.getHandle(syncWorkflowId(repository)).query<LoopStatus>(messages.status);
      return resources.map(({ resource }) => resource).sort();
    };
    assert.deepEqual(await keptOf(ordered), [...given.resources].sort());
    assert.deepEqual(await keptOf(continued), [...given.resources, 'deployments'].sort());
  });

  it('the daily schedule computes the tables, as of the day that it meant', async () => {
    const isNew = async () => (await ensureSchedules(rig.client)).map((ensured) => ensured.isNew);
    assert.deepEqual(await isNew(), [true, true, true]);
    assert.deepEqual(await isNew(), [false, false, false]);
    const schedule = rig.client.schedule.getHandle(kpiSchedule.id);
    await schedule.trigger();
    const run = await until(async () => (await schedule.describe()).info.recentActions[0]);
    assert.match(run.action.workflow.workflowId, /^kpis\/daily-/);
    const result = (await rig.client.workflow.getHandle(run.action.workflow.workflowId).result()) as { asOf: string };
    assert.equal(result.asOf, run.scheduledAt.toISOString().slice(0, 10));
  });

  it('the daily schedule compares every repository that a loop keeps, and tells what it leaves out', async () => {
    await ensureSchedules(rig.client);
    const schedule = rig.client.schedule.getHandle(reconcileSchedule.id);
    await schedule.trigger();
    const run = await until(async () => (await schedule.describe()).info.recentActions[0]);
    assert.match(run.action.workflow.workflowId, /^reconcile\/all-/);
    const result = (await rig.client.workflow.getHandle(run.action.workflow.workflowId).result()) as object;
    const { rows } = await rig.db.query<{ loops: number }>('select count(*)::int as loops from report.loops');
    assert.deepEqual(result, {
      repositories: rows[0]?.loops,
      changed: 0,
      failures: [],
      leftOut: ['Left out, since no loop keeps them any more: acme/once.'],
    });
  });

  it('a computation of past days makes missing snapshots and leaves the tables at their day', async () => {
    const before = await rig.db.query(`select repository_id, as_of::text from kpi.computation order by 1, 2`);
    const result = await rig.client.workflow.execute('computeKpis', {
      taskQueue: taskQueues.repometer,
      workflowId: 'kpis/past',
      args: [{ asOf: '2026-01-31', all: true }],
    });
    assert.equal((result as { asOf: string }).asOf, '2026-01-31');
    const { rows } = await rig.db.query(
      `select bool_or(is_complete) as any_complete from report.label_quality where as_of = '2026-01-31'`,
    );
    assert.notEqual(rows[0]?.any_complete, true);
    assert.deepEqual(
      (await rig.db.query(`select repository_id, as_of::text from kpi.computation order by 1, 2`)).rows,
      before.rows,
    );
  });

  it('is replayed from every history that these tests have made, however its tasks and answers met', async () => {
    const workflowBundle = await prebuiltBundle(loadConfig().cacheFolder);
    const histories = rig.client.workflow
      .list({ query: "WorkflowType = 'syncRepository' or WorkflowType = 'computeKpis'" })
      .intoHistories();
    const failed: string[] = [];
    let replayed = 0;
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
      replayed += 1;
      if (error) failed.push(`${workflowId}: ${error.message}`);
    }
    assert.ok(replayed > 5, `${replayed}`);
    assert.deepEqual(failed, []);
  });

  it('sends no heartbeat that Temporal refuses', () => {
    assert.deepEqual(
      rig.workerLines.filter((line) => line.includes('heartbeat failed')),
      [],
    );
  });
});
