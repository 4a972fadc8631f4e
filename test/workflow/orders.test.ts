import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { orderLoop } from '../../client/temporal/loops.ts';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { createTestDatabase } from '../support/global.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

/** Two cycles of one list are long here, so that every second order meets a loop that is about to continue as new. */
const suggestedEvents = 30;

describe('orders to a loop that continues as new', function () {
  this.timeout(120_000);
  const servers = createOwnServers({ dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestedEvents}`] });
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url, {}, { temporal: servers.temporal, createDatabase: createTestDatabase });
    await rig.startWorker();
  });
  after(async () => {
    await rig?.close();
    await servers.stop();
  });

  const runOf = async (handle: WorkflowHandle) => (await handle.describe()).runId;

  async function order(repository: string): Promise<number> {
    const answer = await orderLoop<SyncNowAnswer>(rig.client, repositoryLoop(repository), messages.syncNow);
    assert.ok('cycle' in answer, JSON.stringify(answer));
    return answer.cycle;
  }

  it('an order that was accepted in a cycle before the run ends is carried out by the next run', async () => {
    const { id } = rig.simulator.world.addRepository({ owner: 'acme', name: 'kept', issues: 3 });
    const handle = await rig.startLoop('acme/kept', { resources: ['issues'] });
    await rig.settled('acme/kept');
    const first = await runOf(handle);
    // The next cycle is slow, and its end finds the history long.
    rig.simulator.faults.add({ kind: 'stall', ms: 1_500, path: new RegExp(`^/repositories/${id}/issues`) });
    const running = await order('acme/kept');
    await until(async () => {
      const status = await handle.query<LoopStatus>(messages.status);
      return status.cycle === running && status.isCycleRunning;
    });
    const ordered = await order('acme/kept');
    assert.equal(ordered, running + 1);
    assert.equal(await runOf(handle), first, 'it was accepted by the run that ends');
    const status = await rig.settled('acme/kept', ordered, 20_000);
    assert.equal(status.cycle, ordered);
    assert.notEqual(await runOf(handle), first);
  });

  it('however many orders come, each gets a cycle that begins after it, and numbers never go back', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'asked', issues: 3 });
    const handle = await rig.startLoop('acme/asked', { resources: ['issues'] });
    await rig.settled('acme/asked');
    const runs = new Set<string>();
    let last = 1;
    // Some orders meet one cycle, as quickly as they come; so many more that runs have ended amid them.
    for (let round = 0; round < 12 || (runs.size < 4 && round < 2_000); round += 1) {
      runs.add(await runOf(handle));
      const promised = await order('acme/asked');
      assert.ok(promised >= last, `${promised} after ${last}`);
      last = promised;
    }
    const { cycle } = await rig.settled('acme/asked', last, 30_000);
    assert.equal(cycle, last);
    assert.ok(runs.size > 2, `${runs.size} runs`);
  });

  it('a pause is kept, too, and resuming begins the cycle with the next number', async () => {
    const handle = rig.client.workflow.getHandle('sync/acme/asked');
    const { cycle } = await handle.query<LoopStatus>(messages.status);
    await handle.executeUpdate(messages.pause);
    await assert.rejects(handle.executeUpdate(messages.syncNow));
    await handle.executeUpdate(messages.resume);
    assert.equal((await rig.settled('acme/asked', cycle + 1)).cycle, cycle + 1);
  });
});
