import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const preload = new URL('../support/shift-clock.mjs', import.meta.url).href;

/** What makes a worker's clock wrong; the servers' clocks stay right. */
const clockOff = (hours: number) => ({ NODE_OPTIONS: `--import ${preload}`, CLOCK_SHIFT_MS: String(hours * hourMs) });

for (const hours of [3, -3]) {
  describe(`a worker whose clock is ${Math.abs(hours)} hours ${hours > 0 ? 'fast' : 'slow'}`, function () {
    this.timeout(120_000);
    let rig: Rig;
    before(async () => {
      rig = await createRig(import.meta.url);
      await rig.startWorker({ GITHUB_TOKEN: '', ...clockOff(hours) });
      assert.ok(
        rig.workerLines.some((line) => Math.abs(loggedAt(line) - Date.now()) > 2 * hourMs),
        'its clock is off',
      );
    });
    after(() => rig.close());

    it('waits for a limit as long as GitHub says, and goes on', async () => {
      rig.simulator.world.addRepository({ owner: 'acme', name: 'limited', issues: 250 });
      rig.simulator.faults.add({ kind: 'primary-limit', resetInSeconds: 2, path: /issues\?.*direction=asc/ });
      await rig.startLoop('acme/limited', { resources: ['issues'] });
      assert.equal((await rig.settled('acme/limited')).phase, 'ok');
      assert.equal(rig.simulator.requests.filter(({ status }) => status === 403).length, 1);
    });

    it('proves lists complete by a right clock, also where an answer does not tell the time', async () => {
      const noDate = { kind: 'stall', ms: 0, headers: { date: null }, times: Infinity } as const;
      const remove = rig.simulator.faults.add(noDate);
      rig.simulator.world.addRepository({ owner: 'acme', name: 'dateless', issues: 30 });
      await rig.startLoop('acme/dateless', { resources: ['issues'] });
      assert.equal((await rig.settled('acme/dateless')).phase, 'ok');
      remove();
      const { rows } = await rig.db.query<{ minutes: number }>(
        `select extract(epoch from now() - complete_through)::float8 / 60 as minutes
         from report.sync_status where repository = 'acme/dateless' and resource = 'issues'`,
      );
      assert.ok(Math.abs(rows[0]?.minutes ?? Infinity) < 30, JSON.stringify(rows));
      await rig.client.workflow.getHandle('kpis/acme/dateless').result();
      const computed = await rig.db.query<{ minutes: number }>(
        `select extract(epoch from now() - max(computed_at))::float8 / 60 as minutes from report.issue_labels_monthly`,
      );
      assert.ok(Math.abs(computed.rows[0]?.minutes ?? Infinity) < 30, JSON.stringify(computed.rows));
    });

    it('keeps the reserve of the quota, until its reset and no longer, and spoils it for nobody', async () => {
      rig.simulator.world.addRepository({ owner: 'acme', name: 'large', issues: 8000 });
      const handle = await rig.startLoop('acme/large', { resources: ['issues'] });
      const limited = await until(async () => {
        const found = await handle.query<LoopStatus>(messages.status);
        return found.limitedUntil ? found : undefined;
      });
      const left = Number(rig.simulator.requests.length);
      assert.ok(left >= 40 && left <= 49, `${left} requests of 60`);
      const waitMs = Date.parse(limited.limitedUntil as string) - Date.now();
      assert.ok(waitMs > 50 * minuteMs && waitMs < 61 * minuteMs, `${waitMs} ms`);
      const { rows } = await rig.db.query<{ minutes: number; next: number }>(
        `select
           extract(epoch from budget.reset_at - now())::float8 / 60 as minutes,
           extract(epoch from resource.next_try_at - now())::float8 / 60 as next
         from sync.budget, sync.resource where resource.state = 'limited'`,
      );
      assert.ok((rows[0]?.minutes ?? 0) > 50 && (rows[0]?.minutes ?? 99) < 61, JSON.stringify(rows));
      assert.ok((rows[0]?.next ?? 0) > 50 && (rows[0]?.next ?? 99) < 61, JSON.stringify(rows));
    });
  });
}

describe('a GitHub App on a machine whose clock is wrong', function () {
  this.timeout(120_000);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url, { apps: [{ id: 77, installations: [{ id: 4711, account: 'acme' }] }] });
    await rig.startWorker({
      GITHUB_TOKEN: '',
      GITHUB_APP_ID: '77',
      GITHUB_APP_PRIVATE_KEY: privateKey,
      ...clockOff(3),
    });
  });
  after(() => rig.close());

  it('signs in by a right one', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'inside', issues: 20 });
    await rig.startLoop('acme/inside', { resources: ['issues'] });
    assert.equal((await rig.settled('acme/inside')).phase, 'ok');
    await assertIssuesEqual(rig.db, 'acme/inside', rig.simulator.world.repository('acme/inside').issues());
  });
});

function loggedAt(line: string): number {
  return Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '');
}
