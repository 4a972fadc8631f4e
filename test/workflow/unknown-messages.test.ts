import assert from 'node:assert/strict';
import { WithStartWorkflowOperation, WorkflowFailedError } from '@temporalio/client';
import { syncWithStart } from '../../client/temporal/loops.ts';
import { messages, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

/** The sentence that was meant for the caller: of the innermost cause. */
function sentenceOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? sentenceOf(cause) : message;
}

describe('messages and types that nobody knows', function () {
  this.timeout(60_000);
  const name = 'acme/asked';
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url);
    rig.simulator.world.addRepository({ owner: 'acme', name: 'asked', issues: 3 });
    await rig.startWorker();
    await rig.startLoop(name, { resources: ['issues'] });
    await rig.settled(name);
  });
  after(() => rig.close());

  const loop = () => rig.client.workflow.getHandle(`sync/${name}`);
  const heard = (promise: Promise<unknown>) =>
    promise.then(
      () => assert.fail('it was not refused'),
      (error: unknown) => sentenceOf(error),
    );
  const details = async () => {
    const { currentDetails } = await loop().query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return currentDetails ?? '';
  };

  it('a workflow type fails at once, with those that there are', async () => {
    const run = rig.client.workflow.execute('syncRepositories', {
      taskQueue: taskQueues.repometer,
      workflowId: 'sync/acme/all',
      args: [{ repository: name }],
    });
    await assert.rejects(run, (error) => {
      assert.ok(error instanceof WorkflowFailedError);
      assert.match(sentenceOf(error), /no workflow type "syncRepositories"; there are syncRepository, /);
      return true;
    });
  });

  it('a signal changes nothing, and the loop says what it would have understood', async () => {
    await loop().signal('pause');
    const sentence = /no signal "pause".* its updates are pause, resume, syncNow: temporal workflow update execute/;
    await until(async () => sentence.test(await details()));
    await until(() => Promise.resolve(rig.workerLines.some((line) => line.includes('no signal'))));
    assert.equal((await loop().query<LoopStatus>(messages.status)).isPaused, false);
    await rig.cycle(name);
  });

  it('an update is refused with those that there are', async () => {
    assert.match(await heard(loop().executeUpdate('synchronize')), /no update "synchronize".* pause, resume, syncNow/);
  });

  for (const message of [messages.pause, messages.resume, messages.syncNow]) {
    it(`arguments to ${message} are refused, and it is not carried out`, async () => {
      const before = await loop().query<LoopStatus>(messages.status);
      const order = loop().executeUpdate(message, { args: [{ every: '1m' }] });
      assert.match(await heard(order), new RegExp(`^${message} takes no arguments; it got 1`));
      assert.deepEqual(await loop().query<LoopStatus>(messages.status), before);
    });
  }

  it('an order that comes together with a bad start hears why the start is refused', async () => {
    const startWorkflowOperation = new WithStartWorkflowOperation(workflowTypes.syncRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: 'sync/acme/bad',
      args: [{ repository: 'acme/bad', evry: '1h' }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    const order = rig.client.workflow.executeUpdateWithStart(messages.syncNow, {
      startWorkflowOperation: startWorkflowOperation as never,
    });
    assert.match(await heard(order), /does not know "evry"/);
    const wrongName = syncWithStart(rig.client, { repository: 'acme' });
    assert.match(await heard(wrongName), /named owner\/name/);
  });

  it('computations and comparisons answer, too', async () => {
    rig.simulator.options.latencyMs = 200;
    const handle = await rig.client.workflow.start(workflowTypes.reconcileRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: `reconcile/${name}`,
      args: [{ repository: name }],
    });
    const refused = await heard(handle.executeUpdate('pause'));
    rig.simulator.options.latencyMs = 0;
    assert.match(refused, /reconcileRepository takes no orders, and the update "pause" changed nothing/);
    await handle.result();
  });
});
