import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { lastingPort } from '../support/lasting-port.ts';
import { until } from '../support/rig.ts';
import pg from 'pg';
import { childEnvironment, loadConfig, type Config } from '../../config.ts';
import { homeAt, isInitialised } from '../../local/home.ts';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { isAlive } from '../../local/process-identity.ts';
import { readRunFile, type RunFile } from '../../local/run-file.ts';
import { startStack, type Stack } from '../../local/stack.ts';
import { withPostgres } from '../../local/with-postgres.ts';

const holder = fileURLToPath(new URL('../support/hold-stack.ts', import.meta.url));
const silent = () => undefined;

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const livingNames = ({ processes }: RunFile) => Object.keys(processes).filter((name) => isAlive(processes[name]!));

describe('the embedded stack', function () {
  this.timeout(120_000);
  let root: string;
  let environment: Record<string, string | undefined>;
  let config: Config;
  let stack: Stack | undefined;

  const start = async (changed: Partial<Config> = {}, log: (text: string) => void = silent) =>
    (stack = await startStack({ config: { ...config, ...changed }, log }));

  async function holdStack() {
    const args = ['--import', 'tsx', holder];
    const child = spawn(process.execPath, args, {
      env: childEnvironment(environment),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  }

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'repometer-local-'));
    environment = {
      REPOMETER_HOME: join(root, 'home'),
      REPOMETER_POSTGRES_PORT: String(await lastingPort()),
      REPOMETER_TEMPORAL_PORT: String(await lastingPort()),
      REPOMETER_TEMPORAL_UI_PORT: String(await lastingPort()),
      DATABASE_URL: undefined,
      TEMPORAL_ADDRESS: undefined,
      TEMPORAL_PROFILE: undefined,
    };
    config = loadConfig(childEnvironment(environment));
  });

  afterEach(async () => {
    await stack?.stop();
    stack = undefined;
    const { folder, postgres } = homeAt(config.home);
    if (lstatSync(folder, { throwIfNoEntry: false })) removePostgresFolder(postgres);
    rmSync(root, { recursive: true, force: true });
  });

  it('runs a real Postgres and a real Temporal with its UI, and leaves no process behind', async () => {
    const { databaseUrl, readerUrl, temporalAddress, temporalUiUrl, embedded } = await start();
    const run = readRunFile(config.home)!;

    assert.deepEqual(embedded, { postgres: true, temporal: true });
    const sql = `select current_user as role, rolsuper as is_super, current_setting('server_version_num')::int / 10000 as major,
      current_setting('timezone') as zone from pg_roles where rolname = current_user`;
    assert.deepEqual(await query(databaseUrl, sql), [{ role: 'repometer', is_super: false, major: 18, zone: 'UTC' }]);
    assert.deepEqual(await query(readerUrl!, sql), [
      { role: 'repometer_reader', is_super: false, major: 18, zone: 'UTC' },
    ]);
    const connection = await Connection.connect({ address: temporalAddress! });
    assert.equal((await new Client({ connection }).workflow.count()).count, 0);
    await connection.close();
    assert.equal((await fetch(`${temporalUiUrl}/namespaces/default/workflows`)).status, 200);
    assert.deepEqual(livingNames(run).sort(), ['postgres', 'temporal']);

    await stack!.stop();

    assert.deepEqual(livingNames(run), []);
    assert.equal(readRunFile(config.home), undefined);
  });

  it('keeps secrets and run.json from other users', async () => {
    await start();

    const { secrets, runFile, logs } = homeAt(config.home);
    assert.deepEqual(
      [secrets, runFile, logs].map((path) => statSync(path).mode & 0o077),
      [0, 0, 0],
    );
  });

  it('runs under a parent folder that only its owner may enter and a strict umask, and changes no mode of it', async () => {
    const parent = join(root, 'private');
    mkdirSync(parent, { mode: 0o700 });
    config = { ...config, home: join(parent, 'home') };

    const umask = process.umask(0o077);
    try {
      await start();
    } finally {
      process.umask(umask);
    }

    assert.equal((await query(stack!.databaseUrl, 'select 1 as one'))[0]!['one'], 1);
    assert.equal(statSync(parent).mode & 0o777, 0o700);
    assert.equal(isInitialised(config.home), true);
  });

  it('begins anew when its folder was removed, and keeps data that lay outside of it under another name, which it tells', async () => {
    const parent = join(root, 'private');
    mkdirSync(parent, { mode: 0o700 });
    config = { ...config, home: join(parent, 'home') };
    await start();
    await query(stack!.databaseUrl, 'create table kept as select 42 as answer');
    const postgres = realpathSync(homeAt(config.home).postgres);
    const isOutside = !postgres.startsWith(realpathSync(parent));
    await stack!.stop();
    rmSync(homeAt(config.home).folder, { recursive: true });

    const told: string[] = [];
    await start({}, (text) => told.push(text));

    assert.deepEqual(await query(stack!.databaseUrl, `select to_regclass('kept') as found`), [{ found: null }]);
    const kept = told.flatMap((text) => /kept in (\S+);/.exec(text)?.[1] ?? []);
    assert.deepEqual(
      kept.map((folder) => [dirname(folder), existsSync(join(folder, 'data', 'PG_VERSION'))]),
      isOutside ? [[dirname(postgres), true]] : [],
    );
  });

  it('keeps its data over a restart', async () => {
    await start();
    await query(stack!.databaseUrl, 'create table kept as select 42 as answer');
    await stack!.stop();

    await start();

    assert.deepEqual(await query(stack!.databaseUrl, 'select answer from kept'), [{ answer: 42 }]);
  });

  it('takes over after SIGKILL of the process that held it: old processes gone, data there, nothing left at the end', async () => {
    const child = await holdStack();
    const before = readRunFile(config.home)!;
    const url = await withPostgres({ config, log: silent }, ({ databaseUrl }) => Promise.resolve(databaseUrl));
    await query(url, 'create table kept as select 42 as answer');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.deepEqual(livingNames(before).sort(), ['part', 'postgres', 'temporal']);
    assert.equal(readRunFile(config.home), undefined);

    await start();

    assert.deepEqual(livingNames(before), []);
    assert.deepEqual(await query(stack!.databaseUrl, 'select answer from kept'), [{ answer: 42 }]);
    const after = readRunFile(config.home)!;
    await stack!.stop();
    assert.deepEqual(livingNames(after), []);
    assert.deepEqual(readdirSync(homeAt(config.home).processes), []);
  });

  it('recovers when Postgres itself was killed with everything else', async () => {
    const child = await holdStack();
    const { processes } = readRunFile(config.home)!;
    const url = await withPostgres({ config, log: silent }, ({ databaseUrl }) => Promise.resolve(databaseUrl));
    await query(url, 'create table kept as select 42 as answer');
    child.kill('SIGKILL');
    process.kill(processes['postgres']!.pid, 'SIGKILL');
    process.kill(processes['temporal']!.pid, 'SIGKILL');
    await once(child, 'exit');

    await start();

    assert.deepEqual(await query(stack!.databaseUrl, 'select answer from kept'), [{ answer: 42 }]);
  });

  it('stops its parts, Temporal and Postgres on SIGTERM', async () => {
    const child = await holdStack();
    const run = readRunFile(config.home)!;

    child.kill('SIGTERM');

    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.deepEqual(livingNames(run), []);
  });

  it('starts an embedded server again that has ended although nobody stopped it, on the same data and ports', async () => {
    const said: string[] = [];
    stack = await startStack({ config, log: (sentence) => said.push(sentence) });
    await query(stack.databaseUrl, 'create table kept as select 42 as answer');
    const before = readRunFile(config.home)!;

    for (const name of ['postgres', 'temporal']) process.kill(before.processes[name]!.pid, 'SIGKILL');

    // The file names the killed ones until their end is heard, and new ones before they answer.
    const isNew = (name: string) => {
      const pid = readRunFile(config.home)!.processes[name]?.pid;
      return pid !== undefined && pid !== before.processes[name]!.pid;
    };
    await until(() => Promise.resolve(isNew('postgres') && isNew('temporal')), { waitMs: 60_000 });
    assert.deepEqual(readRunFile(config.home)!.ports, before.ports);
    const { databaseUrl } = stack;
    const answers = () => query(databaseUrl, 'select answer from kept').catch(() => []);
    await until(async () => (await answers()).length > 0, { waitMs: 60_000 });
    assert.deepEqual(await answers(), [{ answer: 42 }]);
    const again = /^(Postgres|Temporal) was ended by SIGKILL although nobody stopped it; starting it again/;
    assert.deepEqual(said.flatMap((sentence) => again.exec(sentence)?.[1] ?? []).sort(), ['Postgres', 'Temporal']);
    const after = readRunFile(config.home)!;
    await stack.stop();
    assert.deepEqual(livingNames(after), []);
  });

  it('stops in order while a server is being started again', async () => {
    await start();
    const run = readRunFile(config.home)!;
    process.kill(run.processes['postgres']!.pid, 'SIGKILL');
    await until(() => Promise.resolve(!readRunFile(config.home)!.processes['postgres']));

    await stack!.stop();

    assert.deepEqual(livingNames(run), []);
    assert.equal(readRunFile(config.home), undefined);
  });

  it('refuses a second stack in the same home with a sentence', async () => {
    await start();

    await assert.rejects(startStack({ config, log: silent }), {
      message: /^Repometer already runs in .* \(process \d+\)/,
    });
    assert.equal((await query(stack!.databaseUrl, 'select 1 as one'))[0]!['one'], 1);
  });

  it('names a port that was set and is busy, and leaves nothing running', async () => {
    const server = createServer().listen(config.ports.temporalUi.port, '127.0.0.1');
    await once(server, 'listening');

    await assert.rejects(start(), { message: /^Port \d+ \(REPOMETER_TEMPORAL_UI_PORT\) is in use/ });

    server.close();
    assert.equal(readRunFile(config.home), undefined);
    await start();
  });

  it('gives up a start when it is told to', async () => {
    const abort = new AbortController();
    const work = startStack({ config, log: silent, signal: abort.signal });
    abort.abort(new Error('Interrupted.'));

    await assert.rejects(work, { message: 'Interrupted.' });

    assert.equal(readRunFile(config.home), undefined);
  });

  it('starts no Postgres of its own when it is given one, nor a Temporal', async () => {
    const databaseUrl = 'postgres://somebody@127.0.0.1:1/elsewhere';
    const external = { databaseUrl, temporal: { ...config.temporal, external: true } };

    await start(external);

    assert.deepEqual(stack!.embedded, { postgres: false, temporal: false });
    assert.equal(stack!.databaseUrl, databaseUrl);
    assert.equal(stack!.temporalAddress, undefined);
    assert.equal(isInitialised(config.home), false);
  });

  describe('a command that needs only the database', () => {
    const database = async <T>(work: (url: string) => Promise<T>) =>
      withPostgres({ config, log: silent }, ({ databaseUrl }) => work(databaseUrl));

    it('starts Postgres for the moment and stops it', async () => {
      let run: RunFile | undefined;

      const rows = await database((url) => {
        run = readRunFile(config.home);
        return query(url, 'select 1 as one');
      });

      assert.deepEqual(rows, [{ one: 1 }]);
      assert.deepEqual(Object.keys(run!.processes), ['postgres']);
      assert.equal(isAlive(run!.processes['postgres']!), false);
    });

    it('stops Postgres also when the command fails', async () => {
      let run: RunFile | undefined;

      const work = database(() => {
        run = readRunFile(config.home);
        return Promise.reject(new Error('No such view.'));
      });

      await assert.rejects(work, { message: 'No such view.' });
      assert.equal(isAlive(run!.processes['postgres']!), false);
    });

    it('uses the Postgres of a running stack and leaves it running', async () => {
      await start();

      assert.equal(await database((url) => Promise.resolve(url)), stack!.databaseUrl);
      assert.equal((await query(stack!.databaseUrl, 'select 1 as one'))[0]!['one'], 1);
    });

    it('waits for another such command, and a start waits for it too', async () => {
      const order: string[] = [];
      const command = (name: string) =>
        database(async (url) => {
          await query(url, 'select pg_sleep(0.2)');
          order.push(name);
        });

      await Promise.all([command('one'), command('two'), start().then(() => undefined)]);

      assert.deepEqual(order.sort(), ['one', 'two']);
      assert.equal((await query(stack!.databaseUrl, 'select 1 as one'))[0]!['one'], 1);
    });
  });
});
