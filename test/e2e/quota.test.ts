import assert from 'node:assert/strict';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('the quota of a caller without a token: 60 requests an hour', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url);
    await rig.startWorker({ GITHUB_TOKEN: '' });
  });
  after(() => rig.close());

  it('a first load leaves a fifth of it, is limited by name, and loses nothing that it has', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'large', issues: 8000 });
    const handle = await rig.startLoop('acme/large', { resources: ['issues'] });

    const status = await until(async () => {
      const found = await handle.query<LoopStatus>(messages.status);
      return found.limitedUntil ? found : undefined;
    });

    const { requests } = rig.simulator;
    assert.ok(requests.length >= 40 && requests.length <= 48, `${requests.length} requests`);
    assert.ok(requests.every((request) => request.status === 200));
    const waitMs = Date.parse(status.limitedUntil as string) - Date.now();
    assert.ok(waitMs > 50 * 60_000 && waitMs < 61 * 60_000, `${waitMs} ms`);
    const { rows } = await rig.db.query<{ state: string; reason: string; rows_stored: number }>(
      `select state, reason, rows_stored from report.sync_status where resource = 'issues'`,
    );
    assert.equal(rows[0]?.state, 'limited');
    assert.match(rows[0]?.reason ?? '', /12 of 60 requests of this hour are left, kept for more urgent work/);
    assert.ok((rows[0]?.rows_stored ?? 0) > 3500, `${rows[0]?.rows_stored} rows`);
  });

  it('a small repository still gets its cycle from what was left', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'small', issues: 20 });
    await rig.startLoop('acme/small', { resources: ['issues'] });
    assert.equal((await rig.settled('acme/small')).phase, 'ok');
  });
});
