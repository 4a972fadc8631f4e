import assert from 'node:assert/strict';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createTestDatabase } from '../support/global.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

/** Of a run, when the server suggests a new one; Temporal's own bound is thousands, which would take minutes to reach. */
const suggestedEvents = 250;
/** What one cycle may add after the suggestion. */
const mostEventsOfCycle = 60;

describe('a loop whose history grows', () => {
  const servers = createOwnServers({ dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestedEvents}`] });
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url, {}, { temporal: servers.temporal, createDatabase: createTestDatabase });
    await rig.startWorker();
  });
  after(async () => {
    await rig?.close();
    await servers.stop();
  });

  it('continues as new when the server suggests it, and goes on where it stood', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'eternal', issues: 3 });
    const handle = await rig.startLoop('acme/eternal', { every: '1s', resources: ['issues'] });
    const first = (await handle.describe()).runId;
    // Each order is a cycle: faster than waiting for the interval.
    const longest = { events: 0 };
    await until(async () => {
      await handle.executeUpdate(messages.syncNow).catch(() => undefined);
      const { runId, historyLength } = await handle.describe();
      longest.events = Math.max(longest.events, historyLength);
      return runId !== first;
    });
    const most = suggestedEvents + mostEventsOfCycle;
    assert.ok(
      longest.events > suggestedEvents - mostEventsOfCycle && longest.events < most,
      `${longest.events} events`,
    );
    const before = await handle.query<LoopStatus>(messages.status);
    assert.ok(before.cycle > 10, `${before.cycle} cycles`);
    assert.equal(before.resources.find(({ resource }) => resource === 'issues')?.rows, 3);
    const after = await rig.cycle('acme/eternal');
    assert.ok(after.cycle > before.cycle);
    await handle.terminate();
  });
});
