import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment, loadConfig } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { openHome } from '../../local/home.ts';
import { lockHolder, takeLock } from '../../local/lock.ts';
import { readRunFile } from '../../local/run-file.ts';
import { openTemporalCache } from '../../local/temporal-cache.ts';
import { temporalVersion } from '../../local/temporal-version.ts';
import { withPostgres } from '../../local/with-postgres.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';
import { createOwnHome } from '../support/own-home.ts';
import type { OwnHome } from '../support/own-home.ts';
import { productEnvironment } from '../support/product-environment.ts';
import { startInTerminal } from '../support/terminal.ts';
import { runCli } from './cli-run.ts';

const noTables = /^The first start in .* was interrupted, and there are no tables yet: "npm start" makes them\.\n$/;
const silent = () => undefined;
const ctrlC = '\u0003';
const repository = 'acme/widgets';

describe('Ctrl-C is heard', function () {
  this.timeout(180_000);
  let home: OwnHome;
  let cacheRoot: string;
  let environment: Record<string, string>;

  beforeEach(async () => {
    home = await createOwnHome();
    cacheRoot = mkdtempSync(join(tmpdir(), 'repometer-cache-'));
    environment = {
      ...productEnvironment,
      ...home.environment,
      XDG_CACHE_HOME: cacheRoot,
      // Without a temporal of the developer's.
      PATH: '/usr/bin:/bin',
      // Nobody is asked for anything.
      GITHUB_API_URL: 'http://127.0.0.1:9',
    };
  });
  afterEach(async () => {
    await home?.remove();
    rmSync(cacheRoot, { recursive: true, force: true });
  });

  const start = (others: Record<string, string> = {}) =>
    startInTerminal(process.execPath, [...commandArguments('repometer.ts'), 'start', repository], {
      ...environment,
      ...others,
    });

  function assertNothingRuns(): void {
    assert.equal(readRunFile(home.folder), undefined);
    assert.equal(lockHolder(openHome(home.folder)), undefined);
    assert.equal(existsSync(join(home.folder, 'postgres', 'data', 'postmaster.pid')), false);
  }

  it('while another process builds Temporal; the database is there meanwhile, with its tables and the line for psql', async () => {
    const cache = openTemporalCache(join(cacheRoot, 'repometer'), temporalVersion, silent);
    await cache.alone(async () => {
      const terminal = start();
      await terminal.said('Another process is preparing the Temporal binary');
      await terminal.said('Applied ');
      const [line = ''] = /PGPASSFILE='[^']+' psql '[^']+'/.exec(terminal.text().replaceAll('\n', ' ')) ?? [];
      const [, file = ''] = /PGPASSFILE='([^']+)'/.exec(line) ?? [];
      assert.equal(file, join(home.folder, 'pgpass'));
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.match(readFileSync(file, 'utf8'), /^127\.0\.0\.1:\d+:repometer:repometer_reader:\S+\n$/);
      const read = await runCli(['sql', 'select count(*) from report.issues', '--format', 'csv'], environment);
      assert.equal(read.out, 'count\n0\n', read.err);

      terminal.type(ctrlC);

      assert.equal((await terminal.ended).code, 1);
      assert.match(
        terminal.text(),
        /Stopping …\n[^]*Stopped before the work was done; the next start goes on from there\./,
      );
    });
    assertNothingRuns();
    const { code, err } = await runCli(['status'], environment);
    assert.equal(code, 1);
    assert.match(err, noTables);
  });

  it('while Temporal is fetched or built', async () => {
    const terminal = start({ PATH: process.env.PATH ?? '', REPOMETER_TEMPORAL_CLI: '' });
    await terminal.said(`Temporal ${temporalVersion} from `);
    terminal.type(ctrlC);
    assert.equal((await terminal.ended).code, 1);
    assert.match(terminal.text(), /Stopped before the work was done/);
    assertNothingRuns();
  });

  // Each on what the one before has left, as a person would who is in a hurry.
  it('at each line of a first start and of those that go on with it', async () => {
    const cached = { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? '', PATH: process.env.PATH ?? '' };
    for (const line of ['Applied migration', 'SQL: ', 'Repometer: http', "Temporal's UI: "]) {
      const terminal = start(cached);
      await terminal.said(line).catch((error: unknown) => {
        throw new Error(`Before ${JSON.stringify(line)}`, { cause: error });
      });
      terminal.type(ctrlC);
      const { code } = await terminal.ended;
      assert.ok(code === 0 || code === 1, `${line}: ${code}`);
      assert.match(terminal.text(), /Stopping …/, line);
      assertNothingRuns();
    }
  });

  it('while another command has the database', async () => {
    const release = await takeLock({ home: openHome(home.folder), purpose: 'moment', log: silent });
    const terminal = start();
    await terminal.said('Waiting for another command');

    terminal.type(ctrlC);

    assert.equal((await terminal.ended).code, 1);
    assert.match(terminal.text(), /Stopped before the work was done/);
    release!();
  });
});

describe('a home whose first start was interrupted', function () {
  this.timeout(180_000);
  let home: OwnHome;

  before(async () => {
    home = await createOwnHome();
    // What such a start leaves: a Postgres that was made, and nothing in it.
    const config = loadConfig(childEnvironment({ ...productEnvironment, ...home.environment }));
    await withPostgres({ config, log: silent }, () => Promise.resolve());
  });
  after(() => home?.remove());

  const commands = [
    ['report', 'issues'],
    ['report', 'issues', '--format', 'csv'],
    ['sql', 'select * from report.issues'],
    ['status'],
    ['repos', 'list'],
    ['rebuild', repository],
  ];
  for (const command of commands) {
    it(`is told of by "${command.join(' ')}"`, async () => {
      const { code, out, err } = await runCli(command, home.environment);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, noTables);
    });
  }

  it('is a warning of doctor', async () => {
    const { code, out } = await runCli(['doctor', 'home', 'postgres'], home.environment);
    assert.equal(code, 0);
    assert.match(out, /warning +home folder +.*no tables yet\. "npm start" makes them\./);
    assert.match(out, /warning +postgres server +The database has no tables yet\. "npm start" makes them\./);
  });
});

describe('a database that was never migrated', function () {
  this.timeout(60_000);

  it('is told of as such', async () => {
    const database = await createEmptyDatabase();
    try {
      const { code, err } = await runCli(['status'], { DATABASE_READER_URL: database.url });
      assert.equal(code, 1);
      assert.match(err, /no tables yet: "npm start" or "repometer migrate" makes them\.\n$/);
    } finally {
      await database.drop();
    }
  });
});

describe('an answer that cannot be written', function () {
  this.timeout(60_000);

  it('makes the command fail with a sentence', () => {
    const command = `"${process.execPath}" bin/repometer.mjs report > /dev/full`;
    const { status, stderr } = spawnSync('/bin/sh', ['-c', command], {
      cwd: productFolder,
      env: childEnvironment(productEnvironment),
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /^The output cannot be written: ENOSPC.*\.\n$/);
  });
});
