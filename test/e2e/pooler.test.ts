import assert from 'node:assert/strict';
import pg from 'pg';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { computed } from '../support/computed.ts';
import { leaveOut } from '../support/global.ts';
import { requirePgBouncer, startPgBouncer } from '../support/pgbouncer.ts';
import type { PgBouncer, PoolMode } from '../support/pgbouncer.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { tableDigests } from '../support/table-digests.ts';
import { runCli } from './cli-run.ts';

const refused = /a pooler gives each transaction another session.*set pool_mode = session/s;

describe('behind PgBouncer', function () {
  this.timeout(300_000); // it may have to be installed
  let rig: Rig;
  const poolers: PgBouncer[] = [];

  before(async function () {
    try {
      requirePgBouncer();
    } catch (error) {
      if (process.env.CI) throw error;
      leaveOut('behind PgBouncer', (error as Error).message);
      this.skip();
    }
    rig = await createRig(import.meta.url);
    rig.simulator.world.addRepository({ owner: 'acme', name: 'pooled', issues: 120, contributors: 4 });
  });
  afterEach(async () => {
    await rig?.stopWorker();
    await Promise.all(poolers.splice(0).map((pooler) => pooler.stop()));
  });
  after(() => rig?.close());

  async function start(mode: PoolMode, settings: Record<string, string | number> = {}) {
    const { url, readerUrl } = rig.database;
    const pooler = await startPgBouncer([url, readerUrl], mode, settings);
    poolers.push(pooler);
    return {
      DATABASE_URL: pooler.through(url),
      DATABASE_READER_URL: pooler.through(readerUrl),
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
      GITHUB_API_URL: rig.simulator.url,
      GITHUB_TOKEN: 'rig-token',
    };
  }

  it('that pools by session everything works', async () => {
    const environment = await start('session', { default_pool_size: 40 });
    const migrated = await runCli(['migrate'], environment);
    assert.equal(migrated.code, 0, migrated.err);
    await rig.startWorker(environment);
    await rig.startLoop('acme/pooled', { resources: null });
    await rig.settled('acme/pooled');
    rig.simulator.world.repository('acme/pooled').openIssue({ title: 'opened after the load' });
    const { resources } = await rig.cycle('acme/pooled');
    assert.deepEqual(
      resources.filter(({ state }) => state !== 'ok' && state !== 'empty'),
      [],
    );
    await computed(rig, 'acme/pooled');
    const digests = await tableDigests(rig.db, ['kpi.issue_labels_monthly', 'kpi.label_quality']);
    const rebuilt = await runCli(['rebuild', 'acme/pooled'], environment);
    assert.equal(rebuilt.code, 0, rebuilt.err);
    assert.deepEqual(await tableDigests(rig.db, ['kpi.issue_labels_monthly', 'kpi.label_quality']), digests);
    const doctor = await runCli(['doctor', 'postgres'], environment);
    assert.equal(doctor.code, 0, `${doctor.out}${doctor.err}`);
    const sql = await runCli(
      ['sql', `select current_setting('timezone') as zone from report.issues limit 1`],
      environment,
    );
    assert.match(sql.out, /UTC/, sql.err);
  });

  it('that pools by transaction, every command says what to do', async () => {
    const environment = await start('transaction');
    for (const args of [['migrate'], ['sql', 'select 1'], ['status'], ['rebuild', 'acme/pooled'], ['repos', 'list']]) {
      const { code, err } = await runCli(args, environment);
      assert.equal(code, 1, `${args.join(' ')}: ${err}`);
      assert.match(err, refused, args.join(' '));
    }
  });

  for (const [what, mode, settings] of [
    ['by transaction', 'transaction', {}],
    ['by transaction, one session after the other', 'transaction', { server_round_robin: 1, min_pool_size: 3 }],
    ['by transaction, with a single session', 'transaction', { default_pool_size: 1 }],
    ['by statement', 'statement', {}],
  ] as const) {
    it(`that pools ${what}, a worker does not start, and doctor says why`, async () => {
      const environment = await start(mode, settings);
      await assert.rejects(rig.startWorker(environment), refused);
      const doctor = await runCli(['doctor', 'postgres', '--format', 'json'], environment);
      assert.equal(doctor.code, 1);
      const found = JSON.parse(doctor.out) as { check: string; result: string; found: string }[];
      assert.match(found.find(({ check }) => check === 'server')?.found ?? '', refused, doctor.out);
    });
  }

  it('that pools by transaction it is found out while others are busy, too', async () => {
    const environment = await start('transaction');
    const others = new pg.Pool({ connectionString: environment.DATABASE_URL, max: 12 });
    let isOver = false;
    const busy = Array.from({ length: 12 }, async () => {
      while (!isOver) await others.query('select pg_sleep(0.001)');
    });
    try {
      for (let time = 0; time < 20; time += 1) {
        const db = createDb(environment.DATABASE_URL, { size: 1 });
        await assert.rejects(db.query('select 1'), refused);
        await db.end();
      }
    } finally {
      isOver = true;
      await Promise.all(busy);
      await others.end();
    }
  });

  it('that has no second session to give, it is said', async () => {
    const environment = await start('session', { default_pool_size: 1 });
    const db = createReader(environment.DATABASE_READER_URL, { size: 1 });
    await assert.rejects(db.query('select 1'), /gave no second session within 10 s.*default_pool_size/s);
    await db.end();
  });
});
