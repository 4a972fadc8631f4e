import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { messages, taskQueues, workerDeployment, workflowTypes } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createTestDatabase } from '../support/global.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { testTemporalBinary } from '../support/test-servers.ts';
import { runCli } from './cli-run.ts';

const drained = 2; // VersionDrainageStatus of Temporal's API

describe('loops and builds of the worker', function () {
  this.timeout(180_000);
  const servers = createOwnServers({
    dynamicConfig: [
      // A first load of everything is continued in the middle of its cycle.
      'limit.historyCount.suggestContinueAsNew=40',
      // Otherwise it takes minutes until a version is called drained.
      'matching.wv.VersionDrainageStatusVisibilityGracePeriod="1s"',
      'matching.wv.VersionDrainageStatusRefreshInterval="1s"',
    ],
  });
  let rig: Rig;
  const workers = new Map<string, ChildProcess>();

  const namespace = () => rig.client.options.namespace;
  const handleOf = (name: string) => rig.client.workflow.getHandle(`sync/${name}`);

  /** The build that the newest run of a loop stays with; none for an unversioned one. */
  async function buildOf(name: string): Promise<string | undefined> {
    const { raw } = await handleOf(name).describe();
    const { versioningInfo } = raw.workflowExecutionInfo ?? {};
    return versioningInfo?.deploymentVersion?.buildId ?? undefined;
  }

  async function startBuild(buildId: string): Promise<void> {
    workers.set(buildId, await rig.startWorker({ REPOMETER_BUILD_ID: buildId }));
  }

  async function stopBuild(buildId: string): Promise<void> {
    const worker = workers.get(buildId)!;
    worker.kill('SIGTERM');
    if (worker.exitCode === null) await once(worker, 'exit');
    workers.delete(buildId);
  }

  /** As an operator does: once the server has seen its workers, a build becomes the one for everything new. */
  async function makeCurrent(buildId: string): Promise<void> {
    const order = { namespace: namespace(), deploymentName: workerDeployment, buildId, identity: 'operator' };
    let reason = '';
    await until(
      () =>
        rig.client.workflowService.setWorkerDeploymentCurrentVersion(order).then(
          () => true,
          (error: Error) => void (reason = error.message),
        ),
      { tell: () => Promise.resolve(reason) },
    );
  }

  async function isDrained(buildId: string): Promise<boolean> {
    const { workerDeploymentVersionInfo } = await rig.client.workflowService.describeWorkerDeploymentVersion({
      namespace: namespace(),
      deploymentVersion: { deploymentName: workerDeployment, buildId },
    });
    return workerDeploymentVersionInfo?.drainageInfo?.status === drained;
  }

  const environment = () => ({
    GITHUB_API_URL: rig.simulator.url,
    DATABASE_URL: rig.database.url,
    DATABASE_READER_URL: rig.database.readerUrl,
    TEMPORAL_ADDRESS: rig.temporalAddress,
    TEMPORAL_NAMESPACE: rig.namespace,
  });

  before(async () => {
    rig = await createRig(import.meta.url, {}, { temporal: servers.temporal, createDatabase: createTestDatabase });
    for (const name of ['once', 'long', 'rest', 'early', 'later']) {
      rig.simulator.world.addRepository({ owner: 'acme', name, issues: 6, statsPendingCalls: 0 });
    }
  });
  after(async () => {
    for (const buildId of workers.keys()) await stopBuild(buildId);
    await rig?.close();
    await servers.stop();
  });

  it('a loop without a build goes to the first one that is current, at its next cycle', async () => {
    await rig.startWorker();
    await rig.startLoop('acme/early');
    const { cycle } = await rig.settled('acme/early');
    assert.equal(await buildOf('acme/early'), undefined);
    await rig.stopWorker();
    await startBuild('one');
    const { out } = await runCli(['doctor', 'temporal'], environment());
    assert.match(out, /No build is current, so workers of one get nothing .* set-current-version .* --build-id one/);
    await makeCurrent('one');
    assert.equal((await rig.cycle('acme/early')).cycle, cycle + 1);
    assert.equal(await buildOf('acme/early'), 'one');
  });

  it('loops move to another build at their next cycle, whichever way they continued before', async () => {
    await rig.startLoop('acme/once', { resources: ['issues'] });
    const long = await rig.client.workflow.start(workflowTypes.syncRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: 'sync/acme/long',
      args: [{ repository: 'acme/long' }],
    });
    await rig.startLoop('acme/rest', { resources: ['issues'] });
    const names = ['acme/once', 'acme/long', 'acme/early'];
    const cycles = new Map<string, number>();
    for (const name of names) cycles.set(name, (await rig.settled(name)).cycle);
    await rig.settled('acme/rest');
    await rig.order('acme/rest', messages.pause);
    const { runId } = await handleOf('acme/long').describe();
    assert.notEqual(runId, long.firstExecutionRunId, 'its first load was continued in the middle');
    assert.equal(cycles.get('acme/long'), 1);

    await startBuild('two');
    await makeCurrent('two');
    for (const name of [...names, 'acme/rest']) assert.equal(await buildOf(name), 'one', name);
    for (const name of names) {
      // Twice: a loop that has moved stays movable.
      assert.equal((await rig.cycle(name)).cycle, cycles.get(name)! + 1, name);
      assert.equal(await buildOf(name), 'two', name);
      assert.equal((await rig.cycle(name)).cycle, cycles.get(name)! + 2, name);
    }
    const status = await handleOf('acme/long').query<LoopStatus>(messages.status);
    assert.equal(status.resources.find(({ resource }) => resource === 'issues')?.rows, 6);
  });

  it('a paused loop moves when it is resumed; then the old build is drained, and its worker may go', async () => {
    await rig.order('acme/rest', messages.resume);
    await rig.settled('acme/rest', 2);
    assert.equal(await buildOf('acme/rest'), 'two');
    await until(() => isDrained('one'));
    await stopBuild('one');
    assert.equal((await rig.cycle('acme/rest')).cycle, 3);
  });

  it('a loop whose build has no worker is told, with what to do, and that works', async () => {
    const { cycle } = await handleOf('acme/once').query<LoopStatus>(messages.status);
    await stopBuild('two');
    // The server forgets who has asked for work only when it starts anew.
    await (
      await servers.kill('temporal')
    )();
    await startBuild('three');
    await makeCurrent('three');

    // Its four loops, and computations of theirs that had not ended when it stopped.
    const sentence = /[4-9] workflows wait for a worker of build "two", and none runs\..*REPOMETER_BUILD_ID=two/;
    const examined = await until(async () => {
      const result = await runCli(['doctor', 'temporal'], environment());
      return sentence.test(result.out) && result;
    });
    assert.equal(examined.code, 1);
    const told = await runCli(['status'], environment());
    assert.equal(told.code, 0, told.err);
    assert.match(told.err, sentence);

    const [command = ''] = /temporal workflow update-options .*--yes/.exec(told.err) ?? [];
    const [, query = ''] = /--query "([^"]+)"/.exec(command) ?? [];
    const args = command.replace(`--query "${query}"`, '').split(/\s+/).slice(1).filter(Boolean);
    const { path } = await testTemporalBinary();
    const server = ['--address', rig.temporalAddress, '--namespace', rig.namespace];
    await promisify(execFile)(path, [...args, '--query', query, ...server]);
    await until(async () => !/waits? for a worker/.test((await runCli(['status'], environment())).err));
    assert.ok((await rig.cycle('acme/once')).cycle > cycle);
    assert.equal(await buildOf('acme/once'), 'three');
  });
});
