import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { ensureSchedules } from '../../client/temporal/schedules.ts';
import { homeAt, openHome } from '../../local/home.ts';
import { stopLeftovers } from '../../local/leftovers.ts';
import { postgresUrls } from '../../local/postgres.ts';
import { readRunFile } from '../../local/run-file.ts';
import { passwordsOf } from '../../local/secrets.ts';
import { syncWorkflowId } from '../../workflows/contract.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/server.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { createTestDatabase, leaveOut, temporal } from '../support/global.ts';
import { lastingPort } from '../support/lasting-port.ts';
import { createOwnServers } from '../support/own-servers.ts';
import type { OwnServers } from '../support/own-servers.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { smallDiskOrNone } from '../support/small-disk-or-none.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli, startCli } from './cli-run.ts';
import type { RunningCli } from './cli-run.ts';

const name = 'acme/heavy';
const space = `small_${process.pid}`;

async function asSuperuser({ superuserUrl }: TestDatabase, ...statements: string[]): Promise<void> {
  const url = Object.assign(new URL(superuserUrl), { pathname: '/postgres' }).href;
  const superuser = new pg.Client({ connectionString: url });
  await superuser.connect();
  try {
    for (const statement of statements) await superuser.query(statement);
  } finally {
    await superuser.end();
  }
}

/** Mounts one for the tests of a `describe`; without root they are left out, unless CI lets none be left out. */
function smallDisk(context: Mocha.Context, mebibytes: number): SmallDisk {
  const disk = smallDiskOrNone(mebibytes, (reason) => leaveOut(context.test?.parent?.title ?? '', reason));
  return disk ?? context.skip();
}

/** Why activities of the loop wait for their next attempt, as Temporal's UI shows it. */
async function pendingFailures({ client }: Rig): Promise<string[]> {
  const { raw } = await client.workflow.getHandle(syncWorkflowId(name)).describe();
  return (raw.pendingActivities ?? []).map(({ lastFailure }) => lastFailure?.message ?? '');
}

/** Waits for all rows: lists that failed are the next cycle's, and what follows them is read after them. */
async function untilTrue({ db, simulator }: Rig): Promise<void> {
  const compare = () => assertEqualsTruth(db, simulator.world, simulator.world.repository(name));
  const isTrue = () =>
    compare().then(
      () => true,
      () => false,
    );
  await until(isTrue, { waitMs: 120_000, longestPauseMs: 1_000, tell: () => compare().then(() => '', String) });
}

/** Has Postgres begin segments of its log until none fits on the disk, as more rows would sooner or later. */
async function endForWantOfLog(folder: string): Promise<void> {
  const { superuserUrl } = postgresUrls(readRunFile(folder)!.ports.postgres!, passwordsOf(homeAt(folder)));
  const superuser = new pg.Client({ connectionString: superuserUrl });
  superuser.on('error', () => undefined);
  await superuser.connect();
  const begin = () => superuser.query('select pg_logical_emit_message(false, $1, $1), pg_switch_wal()', ['full']);
  while (await begin().catch(() => null));
  await superuser.end().catch(() => undefined);
}

async function startLoad(rig: Rig, disk: SmallDisk): Promise<void> {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'heavy', issues: 300, contributors: 8, stars: 20 });
  let answers = 0;
  rig.simulator.beforeAnswer(() => {
    answers += 1;
    if (answers === 15) disk.fill();
  });
  await rig.startWorker();
  await rig.startLoop(name, { resources: null, every: '3s', waits: quickWaits });
}

describe('a Postgres whose disk runs full while a load goes on', function () {
  this.timeout(300_000);
  let disk: SmallDisk;
  let rig: Rig;

  before(async function () {
    disk = smallDisk(this, 80);
    // The rows lie on the small disk, the log of Postgres' does not: without it the whole server, which others use, would end.
    const createDatabase = async (title: string) => {
      const database = await createTestDatabase(title);
      const own = new URL(database.url).pathname.slice(1);
      await asSuperuser(
        database,
        `create tablespace ${space} location '${disk.folder}'`,
        `alter database ${own} set tablespace ${space}`,
      );
      return database;
    };
    rig = await createRig(import.meta.url, {}, { temporal, createDatabase });
  });
  after(async () => {
    disk?.makeRoom();
    const { database } = rig ?? {};
    await rig?.close();
    if (database) await asSuperuser(database, `drop tablespace if exists ${space}`).catch(() => undefined);
    disk?.unmount();
  });

  const environment = () => ({
    DATABASE_URL: rig.database.url,
    DATABASE_READER_URL: rig.database.readerUrl,
    TEMPORAL_ADDRESS: rig.temporalAddress,
    TEMPORAL_NAMESPACE: rig.namespace,
    GITHUB_API_URL: rig.simulator.url,
    GITHUB_TOKEN: 'rig-token',
  });

  it('says so everywhere, loses nothing, and goes on by itself when there is room', async () => {
    await ensureSchedules(rig.client);
    await startLoad(rig, disk);
    const isSaid = (said: string) => /^Postgres' disk is full .*make room/.test(said);
    await until(async () => (await pendingFailures(rig)).find(isSaid), { waitMs: 120_000 });

    const doctor = await runCli(['doctor', '--format', 'json'], environment());
    assert.equal(doctor.code, 1, doctor.out);
    const found = JSON.parse(doctor.out) as { area: string; check: string; result: string; found: string }[];
    const failed = found.filter(({ result }) => result === 'failed');
    const writes = failed.find(({ check }) => check === 'writes');
    assert.match(
      writes?.found ?? '',
      /^Postgres' disk is full \(could not write.*No space left on device\): make room/,
    );
    const status = await runCli(['status'], environment());
    assert.equal(status.code, 0, status.err);
    assert.match(status.err, /^Postgres' disk is full/m);

    disk.makeRoom();
    await untilTrue(rig);
    await until(async () => {
      const { rows } = await rig.db.query<{ state: string }>(
        'select state from report.sync_status where repository = $1',
        [name],
      );
      return rows.every(({ state }) => ['ok', 'empty'].includes(state));
    });
    const after = await runCli(['doctor', 'postgres'], environment());
    assert.equal(after.code, 0, after.out);
    assert.doesNotMatch((await runCli(['status'], environment())).err, /disk/);
  });
});

describe('a Postgres that lies wholly on a disk that runs full, its log too', function () {
  this.timeout(300_000);
  let disk: SmallDisk;
  let own: OwnServers;
  let rig: Rig;

  before(async function () {
    disk = smallDisk(this, 240);
    own = createOwnServers({ disk: disk.folder });
    rig = await createRig(import.meta.url, {}, own);
  });
  after(async () => {
    disk?.makeRoom();
    await rig?.close();
    await own?.stop();
    disk?.unmount();
  });

  it('may end because of it, and loses nothing when whoever runs it has started it again', async () => {
    const ended = own.postgresEnded().then(() => true);
    await startLoad(rig, disk);
    const isSaid = (said: string) => /^(Postgres' disk is full|Postgres is stopping|No Postgres answers)/.test(said);
    await until(async () => (await pendingFailures(rig)).find(isSaid), { waitMs: 120_000 });
    disk.makeRoom();
    const isEnded = await Promise.race([ended, setTimeout(5_000, false)]);
    if (isEnded) await (await own.kill('postgres'))();
    await untilTrue(rig);
  });
});

describe('npm start whose home lies on a disk that runs full, with Postgres, Temporal and the logs', function () {
  this.timeout(300_000);
  let disk: SmallDisk;
  let simulator: Simulator;
  let started: RunningCli;
  let environment: Record<string, string>;

  before(async function () {
    disk = smallDisk(this, 400);
    simulator = await startSimulator({ secondary: false, tokenLimit: 1_000_000, statsPendingCalls: 0 });
    simulator.world.addRepository({ owner: 'acme', name: 'heavy', issues: 300, contributors: 8, stars: 20 });
    environment = {
      REPOMETER_HOME: join(disk.folder, 'home'),
      REPOMETER_POSTGRES_PORT: String(await lastingPort()),
      REPOMETER_TEMPORAL_PORT: String(await lastingPort()),
      REPOMETER_TEMPORAL_UI_PORT: String(await lastingPort()),
      REPOMETER_REQUESTS_PER_MINUTE: '100000',
      GITHUB_API_URL: simulator.url,
      GITHUB_TOKEN: 'test-token',
    };
  });
  after(async () => {
    disk?.makeRoom();
    started?.terminate();
    await started?.ended;
    await simulator?.close();
    const home = environment?.REPOMETER_HOME;
    if (home) await stopLeftovers(openHome(home), () => undefined);
    disk?.unmount();
  });

  it('says so, starts what has ended again when there is room, and goes on', async () => {
    let answers = 0;
    simulator.beforeAnswer(() => {
      answers += 1;
      if (answers === 15) disk.fill();
    });
    started = startCli(['start', name], environment);
    await until(() => Promise.resolve(answers >= 15), { waitMs: 120_000 });
    await endForWantOfLog(environment.REPOMETER_HOME!);
    await started.said('Postgres ended with code');

    const told = /Postgres has ended, as its disk is full: make room/;
    let last = '';
    const isTold = async () => {
      const [doctor, status] = [
        await runCli(['doctor', 'postgres'], environment),
        await runCli(['status'], environment),
      ];
      last = `${doctor.out}\n${status.err}`;
      return doctor.code === 1 && told.test(doctor.out) && told.test(status.err);
    };
    await until(isTold, { waitMs: 120_000, longestPauseMs: 1_000, tell: () => Promise.resolve(last) });

    disk.makeRoom();
    const readTotals = async () => {
      const { code, out } = await runCli(['status', name, '--format', 'json'], environment);
      return code === 0 ? (JSON.parse(out) as { resource: string; state: string; rows_stored: number }[]) : [];
    };
    const isLoaded = async () => {
      const rows = await readTotals();
      return rows.length > 1 && rows.every(({ state }) => ['ok', 'empty'].includes(state)) && rows;
    };
    const tell = async () => JSON.stringify(await readTotals());
    const rows = await until(isLoaded, { waitMs: 180_000, longestPauseMs: 2_000, tell });
    const { issues } = Object.fromEntries(rows.map(({ resource, rows_stored }) => [resource, rows_stored]));
    assert.equal(issues, [...simulator.world.repository(name).issues()].length);

    started.terminate();
    const { code, err } = await started.ended;
    assert.equal(code, 0, err);
    assert.match(err, /^Postgres ended with code 1, as its disk is full: make room\./m);
    assert.match(err, /^Postgres runs again\./m);
    assert.match(err, /Everything is stopped/);
  });
});
