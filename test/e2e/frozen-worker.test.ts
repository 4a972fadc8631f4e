import assert from 'node:assert/strict';
import { once } from 'node:events';
import { assertTables } from '../support/assert-tables.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('a worker that is frozen amid a list', function () {
  this.timeout(240_000);
  const name = 'acme/cold';
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url);
  });
  after(() => rig.close());

  it('loses its row locks too when it is frozen amid a transaction', async () => {
    const { simulator, db } = rig;
    const repository = simulator.world.addRepository({
      owner: 'acme',
      name: 'locked',
      issues: 300,
      statsPendingCalls: 0,
    });
    const gate = await db.connect();
    const frozen = await rig.startWorker({ REPOMETER_CONNECTIONS: '1' });
    try {
      // Its first page waits behind this lock with its own row of sync.resource changed, and is let through once it cannot go on.
      await gate.query('begin');
      await gate.query('lock table github.issue in share mode');
      await rig.startLoop('acme/locked', { resources: ['issues'] });
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await until(async () => (await db.query(waits)).rows[0]);
      frozen.kill('SIGSTOP');
      await gate.query('commit');
      await rig.startWorker();
      const status = await rig.settled('acme/locked', 1, 150_000);
      assert.equal(status.phase, 'ok');
      await assertTables(db, simulator.world, repository, ['issue']);
    } finally {
      gate.release(true);
      frozen.kill('SIGKILL');
      if (frozen.exitCode === null && frozen.signalCode === null) await once(frozen, 'exit');
    }
  });

  it('loses it to another one; when it thaws, nothing is spoiled', async () => {
    const { simulator, db } = rig;
    const repository = simulator.world.addRepository({
      owner: 'acme',
      name: 'cold',
      issues: 1500,
      statsPendingCalls: 0,
    });
    const pages = () => simulator.requests.filter(({ route }) => route === 'GET /repos/{owner}/{repo}/issues').length;
    const frozen = await rig.startWorker({ REPOMETER_CONNECTIONS: '1' });
    try {
      simulator.options.latencyMs = 150;
      await rig.startLoop(name, { resources: ['issues'] });
      await until(() => Promise.resolve(pages() >= 3));
      frozen.kill('SIGSTOP');
      await rig.startWorker();
      simulator.options.latencyMs = 0;
      const status = await rig.settled(name, 1, 120_000);
      assert.equal(status.phase, 'ok');
      await assertTables(db, simulator.world, repository, ['issue']);

      frozen.kill('SIGCONT');
      repository.openIssue({ title: 'after the thaw' });
      await rig.cycle(name);
      await rig.cycle(name);
      await assertTables(db, simulator.world, repository, ['issue']);
      const { rows } = await db.query(`select gap from report.gaps where repository = $1`, [name]);
      assert.deepEqual(rows, []);
    } finally {
      frozen.kill('SIGCONT');
      frozen.kill('SIGKILL');
      if (frozen.exitCode === null && frozen.signalCode === null) await once(frozen, 'exit');
    }
  });
});
