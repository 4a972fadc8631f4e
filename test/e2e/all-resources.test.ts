import assert from 'node:assert/strict';
import { resources } from '../../workflows/contract.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('everything that GitHub knows about a repository', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url);
    await rig.startWorker();
  });
  after(() => rig.close());

  it('loads every resource', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 230, contributors: 8, stars: 120 });
    await rig.startLoop('acme/widgets', { resources: [...resources] });
    const status = await rig.settled('acme/widgets');
    console.log(
      status.resources.map(({ resource, state, rows, reason }) => `${resource} ${state} ${rows} ${reason}`).join('\n'),
    );
    assert.ok(status.resources.every(({ state }) => ['ok', 'empty'].includes(state)));
  });
});
