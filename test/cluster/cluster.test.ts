import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { syncWorkflowId } from '../../workflows/contract.ts';
import { createLoops } from '../chaos/loops.ts';
import { createWorld } from '../simulator/world.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { startCluster } from './start-cluster.ts';
import type { Cluster } from './start-cluster.ts';

const names = Array.from({ length: 6 }, (_, place) => `acme/part-${place + 1}`);
const issues = 120;

describe('a cluster of two Temporal servers and three workers', function () {
  // Each wait below has its own end; the programs are built the first time.
  this.timeout(900_000);

  let cluster: Cluster;
  let rig: Rig;
  const workers: ChildProcess[] = [];

  before(async () => {
    cluster = await startCluster();
    const world = createWorld({ seed: 7 });
    for (const name of names) {
      const [owner, repository] = name.split('/') as [string, string];
      world.addRepository({ owner, name: repository, issues, pullRequestShare: 0.3, contributors: 5, stars: 5 });
    }
    rig = await createRig(import.meta.url, { world, latencyMs: 20 }, cluster);
    for (let count = 0; count < 3; count += 1) workers.push(await rig.startWorker());
  });

  after(async () => {
    for (const worker of workers) {
      if (worker.exitCode !== null || worker.signalCode !== null) continue;
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    }
    await rig?.close();
    await cluster?.stop();
  });

  it('loses and doubles nothing when a server and a worker are killed while repositories load', async () => {
    const { simulator, client, db } = rig;
    const loops = createLoops(client);
    for (const name of names) await loops.start(name);
    await until(() => Promise.resolve(simulator.requests.length > 60));
    workers[0]!.kill('SIGKILL');
    const restart = await cluster.kill(0);
    await until(() => Promise.resolve(simulator.requests.length > 150), { waitMs: 240_000 });
    await restart();
    for (const name of names) await loops.settled(name, 1);
    for (const name of names) await loops.quietCycle(name);
    for (const name of names) await assertEqualsTruth(db, simulator.world, simulator.world.repository(name));
    const { rows } = await db.query<{ rows: string }>(
      'select sum(rows_stored)::text as rows from sync.resource where resource = $1',
      ['issues'],
    );
    assert.equal(rows[0]!.rows, String(names.length * issues));
  });

  it('shares the work among the workers that are left, whichever server each is connected to', async () => {
    const identities = new Set<string>();
    for (const name of names) {
      const { events } = await rig.client.workflow.getHandle(syncWorkflowId(name)).fetchHistory();
      for (const event of events ?? []) {
        const identity = event.activityTaskStartedEventAttributes?.identity;
        if (identity) identities.add(identity);
      }
    }
    assert.ok(identities.size >= 2, [...identities].join(' '));
  });
});
