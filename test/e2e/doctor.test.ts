import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureSchedules } from '../../client/temporal/schedules.ts';
import { childEnvironment } from '../../config.ts';
import { guardDatabase } from '../../local/postgres-roles.ts';
import { kpiSchedule } from '../../workflows/contract.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const program = fileURLToPath(new URL('../../bin/repometer.mjs', import.meta.url));

interface Row {
  area: string;
  check: string;
  result: string;
  found: string;
  advice: string | null;
}

describe('repometer doctor, on real servers', () => {
  let rig: Rig;

  before(async () => {
    rig = await createRig(import.meta.url);
  });
  after(() => rig.close());

  /** Runs the command as a user does; the rows by `area check`. */
  async function doctor(areas: string[], environment: Record<string, string> = {}) {
    const env = childEnvironment({
      GITHUB_TOKEN: 'rig-token',
      GITHUB_APP_ID: '',
      GITHUB_API_URL: rig.simulator.url,
      DATABASE_URL: rig.database.url,
      DATABASE_READER_URL: rig.database.readerUrl,
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
      // Not the checkout's own, where something may run meanwhile.
      REPOMETER_HOME: join(tmpdir(), `repometer-doctor-${process.pid}`),
      ...environment,
    });
    const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [program, 'doctor', ...areas, '--format', 'json'], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
    const rows = JSON.parse(stdout) as Row[];
    return { code, stdout, stderr, rows: new Map(rows.map((row) => [`${row.area} ${row.check}`, row])) };
  }

  it('finds what is missing before a worker runs, says what to do, and exits 1', async () => {
    const { code, rows } = await doctor(['temporal']);
    assert.equal(code, 1);
    assert.equal(rows.get('temporal server')?.result, 'ok');
    assert.equal(rows.get('temporal worker')?.result, 'failed');
    assert.match(rows.get('temporal worker')?.advice ?? '', /npm start/);
    assert.equal(rows.get('temporal schedule repometer-kpis')?.result, 'failed');
    assert.match(rows.get('temporal schedule repometer-kpis')?.advice ?? '', /repometer migrate/);
    assert.equal(rows.get('temporal search attributes')?.result, 'warning');
  });

  it('finds all well with a worker and the schedule, and exits 0', async () => {
    await rig.startWorker();
    await ensureSchedules(rig.client);

    const { code, rows, stderr } = await doctor([]);
    const wrong = [...rows.values()].filter(({ result }) => result !== 'ok');
    assert.deepEqual(wrong, []);
    assert.equal(code, 0);
    assert.equal(stderr, 'All is well.\n');
    assert.match(rows.get('github quota')?.found ?? '', /requests an hour are left/);
    assert.equal(rows.get('temporal backlog')?.found, 'Nothing waits for a worker.');
    assert.match(rows.get('fairness shares')?.found ?? '', /keeps to fairness keys/);
  });

  it('says that the schedule is paused', async () => {
    await rig.client.schedule.getHandle(kpiSchedule.id).pause('holidays');
    const { code, rows } = await doctor(['temporal']);
    assert.equal(code, 0);
    assert.match(rows.get('temporal schedule repometer-kpis')?.found ?? '', /paused \(holidays\)/);
  });

  it('names a reader that may read more than reports', async () => {
    const { code, rows } = await doctor(['postgres'], { DATABASE_READER_URL: rig.database.url });
    assert.equal(code, 1);
    assert.match(rows.get('postgres reader')?.found ?? '', /repometer also sees github, kpi, raw, sync/);
  });

  it('names a superuser, a wrong password, and never the password', async () => {
    const superuser = await doctor(['postgres'], { DATABASE_URL: rig.database.superuserUrl });
    assert.equal(superuser.rows.get('postgres login')?.result, 'warning');
    const wrong = new URL(rig.database.url);
    wrong.password = 'not-the-password';
    const refused = await doctor(['postgres'], { DATABASE_URL: wrong.href });
    assert.equal(refused.code, 1);
    assert.match(refused.rows.get('postgres server')?.found ?? '', /refuses the login/);
    assert.ok(!`${refused.stdout}${refused.stderr}`.includes('not-the-password'));
  });

  it('names a GitHub that this database does not belong to', async () => {
    const { rows } = await doctor(['postgres'], { GITHUB_API_URL: 'https://github.example/api/v3' });
    assert.equal(rows.get('postgres origin')?.result, 'failed');
    assert.match(rows.get('postgres origin')?.found ?? '', /filled from http:\/\/127\.0\.0\.1/);
  });

  it('names a Postgres that has no connection left, and one that is set to read only', async () => {
    const name = new URL(rig.database.url).pathname.slice(1);
    const superuser = new pg.Client({ connectionString: rig.database.superuserUrl });
    await superuser.connect();
    await rig.stopWorker();
    try {
      await superuser.query(`alter database ${name} connection limit 0`);
      const full = await doctor(['postgres']);
      assert.equal(full.code, 1);
      assert.match(
        full.rows.get('postgres server')?.found ?? '',
        /^Postgres has no free connection \(.*max_connections/,
      );
      const refused = rig.startWorker();
      await assert.rejects(refused, /Postgres has no free connection \(too many connections for database/);
      await superuser.query(`alter database ${name} connection limit -1`);

      await superuser.query(`alter role repometer in database ${name} set default_transaction_read_only = on`);
      const frozen = await doctor(['postgres']);
      assert.equal(frozen.code, 1);
      assert.match(frozen.rows.get('postgres writes')?.found ?? '', /Sessions begin read only/);
      await assert.rejects(rig.startWorker(), /Postgres takes no writes \(.*disk is nearly full/);
    } finally {
      await superuser.query(`alter database ${name} connection limit -1`);
      await superuser.query(`alter role repometer in database ${name} reset default_transaction_read_only`);
      await superuser.end();
    }
  });

  it('names what the reader may do beside reading, and who can end that', async () => {
    const superuser = new pg.Client({ connectionString: rig.database.superuserUrl });
    await superuser.connect();
    const name = new URL(rig.database.url).pathname.slice(1);
    const limits = async () => (await doctor(['postgres'])).rows.get('postgres reader limits');
    try {
      assert.equal((await limits())?.result, 'ok');
      await superuser.query('grant execute on function lo_create(oid), pg_advisory_lock(bigint) to public');
      const open = await limits();
      assert.equal(open?.result, 'warning');
      assert.match(open?.found ?? '', /may call lo_create, pg_advisory_lock, which do more than read/);
      assert.match(open?.advice ?? '', /administrator run sql\/administrator\/close_functions\.sql/);
      await guardDatabase(rig.database.superuserUrl, name);
      assert.equal((await limits())?.result, 'ok');
    } finally {
      await superuser.end();
    }
  });

  it('names migrations that are missing or were edited', async () => {
    await rig.db.query(`update repometer_migration_checksum set checksum = 'x' where name = '0001_sync.sql'`);
    const { rows } = await doctor(['postgres']);
    assert.match(rows.get('postgres migrations')?.found ?? '', /0001_sync\.sql was edited/);
    await rig.db.query('drop table repometer_migration_checksum');
    const later = await doctor(['postgres']);
    assert.match(later.rows.get('postgres migrations')?.found ?? '', /migrations are not applied: 0001_sync\.sql/);
    assert.match(later.rows.get('postgres migrations')?.advice ?? '', /repometer migrate/);
  });

  it('names a Postgres and a Temporal that do not answer', async () => {
    const nowhere = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c', TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const { code, rows } = await doctor(['postgres', 'temporal'], nowhere);
    assert.equal(code, 1);
    assert.match(rows.get('postgres server')?.found ?? '', /No Postgres answers at 127\.0\.0\.1:1/);
    assert.match(rows.get('temporal server')?.found ?? '', /No Temporal answers at 127\.0\.0\.1:1/);
  });
});
