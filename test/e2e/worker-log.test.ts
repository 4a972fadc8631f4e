import assert from 'node:assert/strict';
import { taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

interface Told {
  type: string;
  message: string;
  cause?: Told;
}

describe("the worker's log", function () {
  this.timeout(60_000);
  const name = 'acme/told';
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url);
    rig.simulator.world.addRepository({ owner: 'acme', name: 'told', issues: 3 });
    await rig.startWorker({ GITHUB_TOKEN: 'ghp_secretOfThisTest' });
  });
  after(() => rig.close());

  const errors = () =>
    rig.workerLines
      .filter((line) => line.startsWith('{'))
      .flatMap((line) => (JSON.parse(line) as { error?: Told; err?: Told }).error ?? []);
  const hasError = (pattern: RegExp) =>
    until(() => Promise.resolve(errors().some(({ message }) => pattern.test(message))));

  it('tells the message of an activity that failed', async () => {
    rig.simulator.faults.add({ kind: 'status', status: 502, path: /\/issues\?/ });
    await rig.startLoop(name, { resources: ['issues'] });
    await rig.settled(name);
    await hasError(/502/);
  });

  it('tells the message of what Postgres refused', async () => {
    await rig.db.query('alter table sync.resource rename to resource_away');
    const order = rig.order(name, 'syncNow');
    await hasError(/relation "sync.resource" does not exist/);
    await rig.db.query('alter table sync.resource_away rename to resource');
    await order;
  });

  it('tells why a workflow failed', async () => {
    const run = rig.client.workflow.execute(workflowTypes.computeKpis, {
      taskQueue: taskQueues.repometer,
      workflowId: 'kpis/acme/other',
      args: [{ month: '2026-10' }],
    });
    await assert.rejects(run);
    await hasError(/does not know "month"/);
  });

  it('has no error without a message, and no secret', () => {
    assert.deepEqual(
      errors().filter(({ message }) => !message),
      [],
    );
    assert.equal(rig.workerLines.join('\n').includes('secretOfThisTest'), false);
  });
});
