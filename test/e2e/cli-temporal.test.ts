import assert from 'node:assert/strict';
import { Client, Connection } from '@temporalio/client';
import { backfillWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { createTestDatabase, temporal } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

const repository = 'cli-e2e/nobody-works-here';

describe('the commands that give orders', function () {
  this.timeout(180_000);
  let database: TestDatabase;
  let connection: Connection;
  let client: Client;
  let environment: Record<string, string>;
  const order = (...args: string[]) => runCli(args, environment);

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    const { address } = await temporal();
    connection = await Connection.connect({ address });
    client = new Client({ connection });
    environment = { DATABASE_URL: database.url, DATABASE_READER_URL: database.readerUrl, TEMPORAL_ADDRESS: address };
  });
  after(async () => {
    await client?.workflow
      .getHandle(`sync/${repository}`)
      .terminate()
      .catch(() => undefined);
    await connection?.close();
    await database?.drop();
  });

  it('migrate makes the daily schedules, and again changes nothing, not even a pause', async () => {
    const first = await order('migrate');
    assert.equal(first.code, 0, first.err);
    assert.match(first.err, /The schedule repometer-members \(daily at 05:00 UTC\)/);
    const { action: members } = await client.schedule.getHandle('repometer-members').describe();
    assert.deepEqual([members.workflowType, members.workflowId, members.args], ['syncMembers', 'members/all', [{}]]);
    assert.match(first.err, /The schedule repometer-reconcile \(daily at 05:00 UTC\)/);
    const { action: all, info: comparison } = await client.schedule.getHandle('repometer-reconcile').describe();
    assert.deepEqual([all.workflowType, all.workflowId, all.args], ['reconcileRepository', 'reconcile/all', [{}]]);
    assert.match(comparison.nextActionTimes[0]?.toISOString() ?? '', /T05:00:00/);
    const handle = client.schedule.getHandle('repometer-kpis');
    await handle.pause();
    try {
      const second = await order('migrate');
      assert.equal(second.code, 0, second.err);
      assert.match(second.err, /repometer-kpis \(daily at 02:15 UTC\) is up to date/);
      const { action, policies, state, info } = await handle.describe();
      assert.equal(action.workflowType, 'computeKpis');
      assert.equal(action.workflowId, 'kpis/daily');
      assert.equal(action.taskQueue, 'repometer');
      assert.deepEqual(action.args, [{}]);
      assert.equal(policies.overlap, 'SKIP');
      assert.equal(policies.catchupWindow, 2 * 24 * 3600 * 1000);
      assert.equal(state.paused, true);
      assert.match(info.nextActionTimes[0]?.toISOString() ?? '', /T02:15:00/);
    } finally {
      await handle.delete();
    }
  });

  it('add starts a loop once, under its id, and says that nobody works on it yet', async () => {
    const { code, err } = await order('repos', 'add', 'CLI-e2e/Nobody-works-here', '--every', '10m');
    assert.equal(code, 0, err);
    assert.match(err, /The loop of CLI-e2e\/Nobody-works-here has started\.\nNo worker runs/);
    const { type, status, taskQueue } = await client.workflow.getHandle(`sync/${repository}`).describe();
    assert.deepEqual([type, status.name, taskQueue], ['syncRepository', 'RUNNING', 'repometer']);
    const again = await order('repos', 'add', repository);
    assert.deepEqual([again.code, /runs already/.test(again.err)], [0, true], again.err);
    const changed = await order('repos', 'add', repository, '--every', '5m');
    assert.equal(changed.code, 1);
    assert.match(changed.err, /keeps its input/);
  });

  it('what needs a worker says so instead of waiting for ever', async () => {
    for (const args of [
      ['repos', 'sync', repository],
      ['kpis', 'refresh'],
    ]) {
      const { code, err } = await order(...args);
      assert.equal(code, 1);
      assert.match(err, /No worker runs/);
    }
  });

  it('remove stops the loop and its backfill; a second time there is none; --purge asks', async () => {
    const backfill = await client.workflow.start(workflowTypes.backfillRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: backfillWorkflowId(repository),
      args: [{ repository }],
    });
    const first = await order('repos', 'remove', repository);
    assert.deepEqual([first.code, /is stopped; its data stays/.test(first.err)], [0, true], first.err);
    assert.match(first.err, /The backfill of cli-e2e\/nobody-works-here is stopped, too\./);
    assert.equal((await backfill.describe()).status.name, 'TERMINATED');
    assert.equal((await client.workflow.getHandle(`sync/${repository}`).describe()).status.name, 'TERMINATED');
    const second = await order('repos', 'remove', repository);
    assert.deepEqual([second.code, /No loop of/.test(second.err)], [1, true], second.err);
    const purge = await order('repos', 'remove', repository, '--purge');
    assert.deepEqual([purge.code, /needs --yes/.test(purge.err)], [2, true], purge.err);
    const sure = await order('repos', 'remove', repository, '--purge', '--yes');
    assert.deepEqual([sure.code, /is deleted/.test(sure.err)], [0, true], sure.err);
  });

  it('events are added under their id with what a person should know, listed, and removed', async () => {
    const source = 'cli-e2e/told-by-nobody';
    const id = `events/repository/${source}`;
    const { code, err } = await order('events', 'add', source, '--every', '10m', '--max-pages', '2');
    assert.equal(code, 0, err);
    assert.match(err, /are read from now on\. GitHub shows 300 events and 30 days/);
    assert.match(err, /No worker runs, so it waits/);
    const { type, status } = await client.workflow.getHandle(id).describe();
    assert.deepEqual([type, status.name], ['pollEvents', 'RUNNING']);
    const again = await order('events', 'add', source);
    assert.deepEqual([again.code, /are read already/.test(again.err)], [0, true], again.err);
    assert.match((await order('events', 'add', source, '--every', '5m')).err, /keeps its input/);
    assert.match((await order('events', 'list')).err, /No events are read yet/);
    const paused = await order('events', 'deactivate', source);
    assert.deepEqual([paused.code, /No worker runs/.test(paused.err)], [1, true], paused.err);
    const removed = await order('events', 'remove', source);
    assert.deepEqual(
      [removed.code, /are read no more; those that are stored stay/.test(removed.err)],
      [0, true],
      removed.err,
    );
    assert.equal((await order('events', 'remove', source)).code, 1);
    for (const [wrong, sentence] of [
      [['events', 'add', 'a b'], /A source of events is owner\/name, an owner such as golang, or public/],
      [['events', 'add', 'public', '--max-pages', '50'], /maxPages must be 1, 2 or 3/],
      [['events', 'add', 'public', '--max-pages', '0'], /maxPages must be 1, 2 or 3/],
      [['events', 'add', 'public', '--max-pages', 'many'], /maxPages must be 1, 2 or 3.*not "many"/],
      [['events', 'add', 'public', '--every', '10s'], /every must be between 1m/],
    ] as const) {
      const refused = await order(...wrong);
      assert.deepEqual([refused.code, sentence.test(refused.err)], [2, true], refused.err);
    }
  });

  it('a dead Temporal and a missing namespace are named, with what to do', async () => {
    const dead = await runCli(['repos', 'add', 'a/b'], { ...environment, TEMPORAL_ADDRESS: '127.0.0.1:1' });
    assert.equal(dead.code, 1);
    assert.match(dead.err, /No Temporal answers at 127\.0\.0\.1:1; start one with "npm start"/);
    const missing = await runCli(['repos', 'add', 'a/b'], { ...environment, TEMPORAL_NAMESPACE: 'nowhere' });
    assert.equal(missing.code, 1);
    assert.match(missing.err, /no namespace "nowhere"; create it or set TEMPORAL_NAMESPACE/);
  });
});
