import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const pace = 600;
const quota = 700;
/** A fifth is left by loads. */
const reserve = quota / 5;
const names = Array.from({ length: 8 }, (_, place) => `acme/large-${place + 1}`);
/** At this pace it takes more than a minute. */
const waitMs = 300_000;

describe('two and four workers with one token', function () {
  this.timeout(700_000);
  let rig: Rig;
  const workers: ChildProcess[] = [];
  before(async () => {
    rig = await createRig(import.meta.url, { tokenLimit: quota });
    for (const name of names)
      rig.simulator.world.addRepository({ owner: 'acme', name: name.slice(5), issues: 10_000, contributors: 1 });
  });
  after(async () => {
    for (const worker of workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    }
    await rig.close();
  });

  const start = async () => void workers.push(await rig.startWorker({ REPOMETER_REQUESTS_PER_MINUTE: String(pace) }));

  it('send no more in any minute than one may, and leave what is kept of the hour', async () => {
    await start();
    await start();
    for (const name of names) await rig.startLoop(name, { resources: ['issues'] });
    await until(() => Promise.resolve(rig.simulator.requests.length > 100), { waitMs });
    await start();
    await start();

    const isLimited = async (name: string) =>
      (await rig.client.workflow.getHandle(`sync/${name}`).query<LoopStatus>(messages.status)).limitedUntil !== null;
    await until(async () => (await Promise.all(names.map(isLimited))).every(Boolean), {
      waitMs,
      longestPauseMs: 2_000,
    });

    const { requests } = rig.simulator;
    assert.ok(requests.every(({ status, billed }) => status === 200 && billed));
    // What was granted to a busy worker and not sent within its second is nobody's for a minute: that much may be left of the last lease.
    assert.ok(requests.length > quota - reserve - 10, `${requests.length} requests of ${quota}, ${reserve} kept`);
    const beyond = requests.slice(quota - reserve);
    // What begins a cycle may have more of it; a page of a load may not.
    assert.deepEqual(
      beyond.filter(({ query }) => query.direction === 'asc'),
      [],
    );
    assert.ok(requests.length <= quota * 0.95, `${requests.length} requests`);
    const times = requests.map(({ at }) => Date.parse(at));
    const busiest = Math.max(
      ...times.map((from, first) => times.filter((at, place) => place >= first && at < from + 60_000).length),
    );
    assert.ok(busiest <= pace, `${busiest} requests in a minute`);
    // Each of them has sent some: its connections to Postgres say so.
    const { rows } = await rig.db.query<{ workers: number }>(
      `select count(*)::int as workers from sync.budget, jsonb_object_keys(held) as worker`,
    );
    assert.ok((rows[0]?.workers ?? 0) >= 2, `${rows[0]?.workers} workers have asked in the last minute`);
  });

  it('report.quota and report.quota_use say the same as GitHub', async () => {
    const { rows } = await rig.db.query(
      `select bucket, quota, remaining, reserve, requests::int, not_modified::int, saved::int, used_this_hour::int from report.quota`,
    );
    const billed = rig.simulator.requests.filter((request) => request.billed);
    assert.deepEqual(rows, [
      {
        bucket: 'core',
        quota,
        remaining: quota - billed.length,
        reserve,
        requests: rig.simulator.requests.length,
        not_modified: 0,
        saved: 0,
        used_this_hour: billed.length,
      },
    ]);
    const { rows: used } = await rig.db.query<{ repository: string; requests: number }>(
      `select repository, sum(requests)::int as requests from report.quota_use group by 1 order by 1`,
    );
    const expected = new Map<string, number>();
    const byId = new Map(names.map((name) => [String(rig.simulator.world.repository(name).id), name]));
    for (const { path } of billed) {
      const [, first, second = '', third] = path.split('/');
      // Links lead on by the repository's id.
      const name = first === 'repositories' ? (byId.get(second) ?? '') : `${second}/${third}`;
      expected.set(name, (expected.get(name) ?? 0) + 1);
    }
    assert.deepEqual(
      used.map(({ repository, requests }) => [repository, requests]),
      [...expected].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
});
