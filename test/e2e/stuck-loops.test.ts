import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { readLoopTroubles } from '../../client/temporal/loop-troubles.ts';
import type { KnownLoop } from '../../client/temporal/loop-troubles.ts';
import { stopLoop } from '../../client/temporal/stop-loop.ts';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { messages, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { startPatchedWorker } from '../support/start-patched-worker.ts';
import { runCli } from './cli-run.ts';

const issuesOnly = { resources: ['issues'] };

/** Code that forgets what running loops have done: their first activity is another one. */
const careless = {
  'repository/run-cycle.ts': (text: string) =>
    text.replace('const { fetchRepository } =', 'const { syncList: fetchRepository } ='),
};

describe('loops that run and cannot go on', function () {
  this.timeout(180_000);
  let rig: Rig;
  before(async () => {
    installRuntime(createLogger('silent'));
    rig = await createRig(import.meta.url);
  });
  let worker: ChildProcess;
  beforeEach(async () => {
    worker = await rig.startWorker();
  });
  afterEach(async () => {
    rig.simulator.faults.clear();
    await rig.stopWorker();
  });
  after(() => rig.close());

  const run = (...args: string[]) =>
    runCli(args, {
      GITHUB_API_URL: rig.simulator.url,
      DATABASE_URL: rig.database.url,
      DATABASE_READER_URL: rig.database.readerUrl,
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
    });
  const handleOf = (name: string) => rig.client.workflow.getHandle(syncWorkflowId(name));
  const endOf = async (name: string) => (await handleOf(name).describe()).status.name;
  const known = (name: string): KnownLoop => ({ ...repositoryLoop(name), isOverdue: false });

  async function load(name: string): Promise<void> {
    const [owner = '', short = ''] = name.split('/');
    rig.simulator.world.addRepository({ owner, name: short, issues: 4 });
    await rig.startLoop(name, issuesOnly);
    await rig.settled(name);
  }

  it('one whose workflow task fails is told by status, repos list and doctor, and remove terminates it', async () => {
    await load('acme/stuck');
    await load('acme/well');
    await rig.stopWorker();
    const stop = await startPatchedWorker(rig, careless);
    try {
      await handleOf('acme/stuck').signal(messages.tryAgain);
      await until(async () => ((await handleOf('acme/stuck').describe()).raw.pendingWorkflowTask?.attempt ?? 0) > 1);

      const told = /The loop of acme\/stuck cannot go on: its workflow task has failed \d+ times\./;
      for (const command of [['status'], ['status', 'acme/stuck'], ['repos', 'list']]) {
        const { err } = await run(...command);
        assert.match(err, told, command.join(' '));
        assert.match(err, /"repometer repos remove acme\/stuck" ends it\./);
        assert.doesNotMatch(err, /loop of acme\/well/);
      }
      const doctor = await run('doctor', 'temporal');
      assert.equal(doctor.code, 1);
      assert.match(doctor.out, new RegExp(`failed\\s+temporal loops\\s+${told.source}`));

      // With many loops the server is asked which of them have problems, and those alone are looked at.
      const all = ['acme/well', 'acme/stuck'].map(known);
      const [found, ...others] = await until(async () => {
        const troubles = await readLoopTroubles(rig.client, all, { mostDescribed: 0 });
        return troubles.length > 0 && troubles;
      });
      assert.match(found?.found ?? '', told);
      assert.deepEqual(others, []);

      const removed = await run('repos', 'remove', 'acme/stuck');
      assert.equal(removed.code, 0, removed.err);
      assert.match(removed.err, /is stopped; its data stays.* It was terminated, since its workflow tasks fail\./);
      assert.equal(await endOf('acme/stuck'), 'TERMINATED');
      const { rows } = await rig.db.query('select repository from report.loops');
      assert.deepEqual(rows, [{ repository: 'acme/well' }]);
    } finally {
      await stop();
    }
  });

  it('one whose worker is frozen is terminated when it does not end in time', async () => {
    await load('acme/cold');
    worker.kill('SIGSTOP');
    try {
      const stop = await stopLoop(rig.client, repositoryLoop('acme/cold'), 1000);
      assert.deepEqual(stop, { kind: 'terminated', reason: 'it did not end within 1 s' });
      assert.equal(await endOf('acme/cold'), 'TERMINATED');
    } finally {
      worker.kill('SIGCONT');
    }
  });

  it('one that was to begin later never begins', async () => {
    const name = 'acme/later';
    await rig.client.workflow.start(workflowTypes.syncRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: syncWorkflowId(name),
      args: [{ repository: name }],
      startDelay: '1h',
    });
    const stop = await stopLoop(rig.client, repositoryLoop(name));
    assert.deepEqual(stop, { kind: 'terminated', reason: 'it had not begun' });
    assert.equal(await endOf(name), 'TERMINATED');
  });

  it('one whose activity fails again and again is told with what GitHub answers', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'refused', issues: 4 });
    const route = 'GET /repos/{owner}/{repo}/issues';
    rig.simulator.faults.add({ kind: 'status', status: 502, route, times: Infinity });
    await rig.startLoop('acme/refused', { ...issuesOnly, waits: { ...quickWaits, transientRetry: '30m' } });
    await until(async () =>
      (await handleOf('acme/refused').describe()).raw.pendingActivities?.some(({ lastFailure }) => lastFailure),
    );
    const told =
      /syncList of acme\/refused failed \d+ times: .*502.* It is tried again; Temporal's UI shows sync\/acme\/refused/;
    for (const command of [['status'], ['status', 'acme/refused'], ['repos', 'list']])
      assert.match((await run(...command)).err, told, command.join(' '));
    const doctor = await run('doctor', 'temporal');
    assert.equal(doctor.code, 1);
    assert.match(doctor.out, /failed\s+temporal loops\s+syncList of acme\/refused failed \d+ times: .*502/);
  });
});
