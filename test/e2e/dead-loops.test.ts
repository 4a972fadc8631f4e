import assert from 'node:assert/strict';
import { NativeConnection } from '@temporalio/worker';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { watchLoops } from '../../worker/watch-loops.ts';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { runTemporal } from '../support/temporal-command.ts';
import { runCli } from './cli-run.ts';

describe('loops that are dead, stuck or late', function () {
  this.timeout(180_000);
  let rig: Rig;
  before(async () => {
    installRuntime(createLogger('silent'));
    rig = await createRig(import.meta.url);
    await rig.startWorker();
  });
  after(() => rig.close());

  const environment = () => ({
    GITHUB_API_URL: rig.simulator.url,
    DATABASE_URL: rig.database.url,
    DATABASE_READER_URL: rig.database.readerUrl,
    TEMPORAL_ADDRESS: rig.temporalAddress,
    TEMPORAL_NAMESPACE: rig.namespace,
  });
  const run = (...args: string[]) => runCli(args, environment());
  const handleOf = (name: string) => rig.client.workflow.getHandle(`sync/${name}`);

  interface Standing {
    repository: string;
    state: string;
    reason: string | null;
    is_overdue: boolean;
  }
  async function loops(): Promise<Standing[]> {
    const { rows } = await rig.db.query<Standing>(
      'select repository, state, reason, is_overdue from report.loops order by repository, workflow_id',
    );
    return rows;
  }
  const loopOf = async (name: string) => (await loops()).filter(({ repository }) => repository === name);

  async function load(name: string): Promise<void> {
    const [owner = '', short = ''] = name.split('/');
    rig.simulator.world.addRepository({ owner, name: short, issues: 4 });
    await rig.startLoop(name, { resources: ['issues'] });
    await rig.settled(name);
  }

  it('one that was terminated is told by status, repos list and doctor, and by the worker to whoever asks Postgres', async () => {
    await load('acme/killed');
    await load('acme/well');
    await handleOf('acme/killed').terminate('by mistake');

    for (const command of [['status'], ['status', 'acme/killed'], ['repos', 'list']]) {
      const { err } = await run(...command);
      assert.match(
        err,
        /loop of acme\/killed is terminated at 20\S+: nobody keeps it\..*repos add acme\/killed/,
        command[0],
      );
      assert.doesNotMatch(err, /loop of acme\/well/);
    }
    const doctor = await run('doctor', 'temporal');
    assert.equal(doctor.code, 1);
    assert.match(doctor.out, /failed\s+temporal loops\s+The loop of acme\/killed is terminated/);

    await rig.stopWorker();
    await rig.startWorker();
    await until(async () => (await loopOf('acme/killed'))[0]?.state === 'ended');
    const [ended] = await loopOf('acme/killed');
    assert.match(ended?.reason ?? '', /^Its workflow is terminated since 20\S+, so nobody keeps it\.$/);
    assert.equal((await loopOf('acme/well'))[0]?.state, 'ok');
    const { rows } = await rig.db.query<{ state: string }>(
      `select distinct state from report.sync_status where repository = 'acme/killed'`,
    );
    assert.deepEqual(rows, [{ state: 'ended' }]);
  });

  it('one that is terminated later is noted by the next look of a worker', async () => {
    const connection = await NativeConnection.connect({ address: rig.temporalAddress });
    const endWatch = watchLoops(rig.db, connection, rig.namespace, createLogger('silent'), 200);
    try {
      await load('acme/noted');
      // Nobody else looks, and the first look is long over.
      await rig.stopWorker();
      assert.equal((await loopOf('acme/noted'))[0]?.state, 'ok');
      await handleOf('acme/noted').terminate('by mistake');
      await until(async () => (await loopOf('acme/noted'))[0]?.state === 'ended', { waitMs: 5_000 });
    } finally {
      await endWatch();
      await connection.close();
      await rig.startWorker();
    }
    assert.equal((await run('repos', 'remove', 'acme/noted')).code, 0);
  });

  it('those that the temporal command terminates are told too, one by one and in a batch, and begin again', async () => {
    const target = { address: rig.temporalAddress, namespace: rig.namespace };
    const terminate = (...which: string[]) =>
      runTemporal(target, 'workflow', 'terminate', '--reason', 'by mistake', ...which);
    const toldDead = async () => {
      const { code, out } = await run('doctor', 'temporal');
      assert.equal(code, 1, out);
      return [...out.matchAll(/loop of (acme\/\w+) is terminated at 20/g)].map(([, name]) => name).sort();
    };
    for (const name of ['acme/alone', 'acme/one', 'acme/two']) await load(name);

    const dead = ['acme/alone', 'acme/one', 'acme/two'];
    await terminate('--workflow-id', 'sync/acme/alone');
    const chosen = "'acme/one', 'acme/two'";
    const query = `WorkflowType = 'syncRepository' and ExecutionStatus = 'Running' and RepometerRepository in (${chosen})`;
    await terminate('--query', query, '--yes');
    // A batch goes on after the command has ended.
    const isRunning = async (name: string) => (await handleOf(name).describe()).status.name === 'RUNNING';
    for (const name of dead) await until(async () => !(await isRunning(name)));
    assert.deepEqual(await toldDead(), ['acme/alone', 'acme/killed', 'acme/one', 'acme/two']);
    const { err } = await run('repos', 'list');
    assert.doesNotMatch(err, /acme\/well/);

    await rig.stopWorker();
    await rig.startWorker();
    const statesOf = async () => (await Promise.all(dead.map(loopOf))).map(([loop]) => loop?.state);
    await until(async () => (await statesOf()).every((state) => state === 'ended'));
    const added = await run('repos', 'add', ...dead, '--resources', 'issues', '--every', '1d');
    assert.equal(added.code, 0, added.err);
    await until(async () => (await statesOf()).every((state) => state === 'ok'));
    assert.deepEqual(await toldDead(), ['acme/killed']);
  });

  it('one that has ended begins again with repos add, and no old reason stays', async () => {
    const added = await run('repos', 'add', 'acme/killed', '--resources', 'issues', '--every', '1d');
    assert.equal(added.code, 0, added.err);
    await until(async () => (await loopOf('acme/killed'))[0]?.state === 'ok');
    assert.deepEqual(await loopOf('acme/killed'), [
      { repository: 'acme/killed', state: 'ok', reason: null, is_overdue: false },
    ]);
  });

  it('remove ends and forgets whatever there is', async () => {
    await handleOf('acme/killed').terminate('again');
    const removed = await run('repos', 'remove', 'acme/killed');
    assert.deepEqual([removed.code, await loopOf('acme/killed')], [0, []], removed.err);
    assert.match(removed.err, /had ended already, and is forgotten; its data stays/);
    const twice = await run('repos', 'remove', 'acme/killed');
    assert.equal(twice.code, 1);
    assert.match(twice.err, /No loop of acme\/killed runs, and none is listed/);

    const inOrder = await run('repos', 'remove', 'acme/well');
    assert.deepEqual([inOrder.code, await loopOf('acme/well')], [0, []], inOrder.err);
    await run('repos', 'add', 'acme/well', '--resources', 'issues', '--every', '1d');
    await until(async () => (await loopOf('acme/well'))[0]?.state === 'ok');
    const { rows } = await rig.db.query<{ reason: string }>(
      `select reason from report.sync_status where repository = 'acme/well' and reason is not null`,
    );
    assert.deepEqual(rows, [], 'it is kept again');
    await assertIssuesEqual(rig.db, 'acme/well', rig.simulator.world.repository('acme/well').issues());
  });

  it('one whose next cycle does not come is overdue, in the views too', async () => {
    await load('acme/late');
    const late = (interval: string) =>
      rig.db.query(
        `begin;
         alter table sync.resource disable trigger touch;
         update sync.resource set next_try_at = now() - interval '${interval}', touched_at = now() - interval '${interval}'
         where subject_id = (select subject_id from sync.loop where workflow_id = 'sync/acme/late');
         update sync.loop set changed_at = now() - interval '${interval}' where workflow_id = 'sync/acme/late';
         alter table sync.resource enable trigger touch;
         commit`,
      );
    await late('20 hours');
    assert.equal((await loopOf('acme/late'))[0]?.state, 'ok', 'less than a cycle of a day');
    await late('25 hours');
    const [overdue] = await loopOf('acme/late');
    assert.deepEqual([overdue?.state, overdue?.is_overdue], ['overdue', true]);
    assert.match(overdue?.reason ?? '', /^Its next cycle should have begun 20\S+Z; nothing was done since 20\S+Z\.$/);
    const { rows } = await rig.db.query<{ state: string }>(
      `select distinct state from report.sync_status where repository = 'acme/late'`,
    );
    assert.deepEqual(rows, [{ state: 'overdue' }]);
    assert.match((await run('status', 'acme/late')).out, /overdue/);
    assert.match((await run('doctor', 'temporal')).out, /next cycle of acme\/late is overdue/);
    await rig.cycle('acme/late');
    assert.equal((await loopOf('acme/late'))[0]?.state, 'ok');
  });

  it('a resource that is switched off is a note, not the state of the loop', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'silent', issues: 0, hasIssues: false });
    await rig.startLoop('acme/silent', { resources: ['issues', 'labels'] });
    await rig.settled('acme/silent');
    const [loop] = await loopOf('acme/silent');
    assert.equal(loop?.state, 'ok');
    assert.match(loop?.reason ?? '', /issues: .*disabled/i);
    const shown = async () => {
      const { searchAttributes } = await handleOf('acme/silent').describe();
      const { phase } = await handleOf('acme/silent').query<LoopStatus>(messages.status);
      const { currentDetails } = await handleOf('acme/silent').query<{ currentDetails: string }>(
        '__temporal_workflow_metadata',
      );
      return { phase, searched: searchAttributes['RepometerPhase'], currentDetails };
    };
    const { phase, searched, currentDetails } = await shown();
    assert.deepEqual([phase, searched], ['ok', ['ok']]);
    assert.match(currentDetails, /^\*\*acme\/silent\*\*: ok\./);
    assert.match(currentDetails, /\| issues\s+\| disabled\s+\| 0\s.*Issues are disabled/);
  });

  it('issues that are switched off later, and on again, never are the state of the loop', async () => {
    await load('acme/switched');
    const repository = rig.simulator.world.repository('acme/switched');
    for (const [hasIssues, state] of [
      [false, 'disabled'],
      [true, 'ok'],
    ] as const) {
      repository.set({ hasIssues });
      const status = await rig.cycle('acme/switched');
      assert.equal(status.phase, 'ok');
      assert.equal(status.resources.find(({ resource }) => resource === 'issues')?.state, state);
      const { searchAttributes } = await handleOf('acme/switched').describe();
      assert.deepEqual(searchAttributes['RepometerPhase'], ['ok']);
    }
  });

  it('after a rename the old loop does not stand beside the new one under the same name', async () => {
    await load('acme/before');
    rig.simulator.world.rename('acme/before', 'acme/after');
    await rig.order('acme/before', 'syncNow');
    await handleOf('acme/before').result();
    await rig.settled('acme/after');
    assert.equal((await loopOf('acme/after')).length, 1);
    const [old] = await loopOf('acme/before');
    assert.equal(old?.state, 'renamed');
    assert.match(old?.reason ?? '', /acme\/after/);
  });

  it('without a worker nothing is looked at, and that is said', async () => {
    const { err } = await runCli(['status'], { ...environment(), TEMPORAL_NAMESPACE: 'default' });
    assert.match(err, /No worker runs, so nothing is looked at now\. Start one with "repometer worker"/);
    const stopped = await runCli(['status'], { ...environment(), TEMPORAL_ADDRESS: '127.0.0.1:1' });
    assert.match(stopped.err, /No Temporal answers at 127\.0\.0\.1:1/);
  });
});
