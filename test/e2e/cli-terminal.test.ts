import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { childEnvironment, loadConfig } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { isAlive } from '../../local/process-identity.ts';
import { readRunFile } from '../../local/run-file.ts';
import type { RunFile } from '../../local/run-file.ts';
import { signalProcess } from '../../local/stop-process.ts';
import { withPostgres } from '../../local/with-postgres.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';
import { createOwnHome } from '../support/own-home.ts';
import type { OwnHome } from '../support/own-home.ts';
import { processTree } from '../support/process-tree.ts';
import { productEnvironment } from '../support/product-environment.ts';
import { startInTerminal } from '../support/terminal.ts';
import { startCli } from './cli-run.ts';

const ready = 'Ctrl-C stops everything';
const ownCommand = [...commandArguments('repometer.ts'), 'start', 'acme/widgets'];

/** Asserts that Postgres has nothing to recover when it starts again, as it says itself. */
async function assertClean(environment: Record<string, string>): Promise<void> {
  const config = loadConfig(childEnvironment(environment));
  const log = join(config.home, 'logs', 'postgres.log');
  const before = readFileSync(log, 'utf8').length;
  await withPostgres({ config, log: () => undefined }, () => Promise.resolve());
  const said = readFileSync(log, 'utf8').slice(before);
  assert.match(said, /database system was shut down at/);
  assert.doesNotMatch(said, /interrupted|not properly shut down|recovery/);
}

describe('a start stops in order', function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let home: OwnHome;
  let environment: Record<string, string>;

  before(async () => {
    const world = createWorld({ seed: 5 });
    world.addRepository({ owner: 'acme', name: 'widgets', issues: 25, contributors: 2 });
    simulator = await startSimulator({ world, statsPendingCalls: 0 });
    home = await createOwnHome();
    environment = {
      ...productEnvironment,
      ...home.environment,
      GITHUB_API_URL: simulator.url,
      GITHUB_TOKEN: 'test-token',
    };
  });
  after(async () => {
    await simulator?.close();
    await home?.remove();
  });

  function running(): RunFile {
    const run = readRunFile(home.folder);
    assert.deepEqual(Object.keys(run?.processes ?? {}).sort(), ['postgres', 'temporal', 'worker']);
    return run!;
  }

  /** Waits for the end of the process that stops the others: whatever it leaves behind then stays. */
  async function assertStopped({ owner, processes }: RunFile): Promise<void> {
    while (isAlive(owner)) await delay(100);
    assert.deepEqual(
      Object.keys(processes).filter((name) => isAlive(processes[name]!)),
      [],
    );
    const left = ['run.json', 'lock.json'].filter((name) => existsSync(join(home.folder, name)));
    assert.deepEqual(left, []);
    const log = readFileSync(join(home.folder, 'logs', 'postgres.log'), 'utf8').trimEnd();
    assert.match(log.slice(log.lastIndexOf('\n') + 1), /database system is shut down/);
  }

  it('when the terminal of npm start is closed', async () => {
    const terminal = startInTerminal('bash', ['--norc', '-i'], environment);
    terminal.type('npm start -- acme/widgets\r');
    await terminal.said(ready);
    const run = running();

    terminal.close();

    await assertStopped(run);
  });

  it('when writing to a closed terminal fails, and no hang-up says so', async () => {
    // In a session of its own the program has the terminal's files and not its signals.
    const terminal = startInTerminal('setsid', ['--wait', process.execPath, ...ownCommand], environment);
    await terminal.said(ready);
    const run = running();

    terminal.close();

    await assertStopped(run);
  });

  it('at SIGTERM to npm, which passes nothing on', async () => {
    const npm = spawn('npm', ['start', '--', 'acme/widgets'], {
      cwd: productFolder,
      env: childEnvironment(environment),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    while (!said.includes(ready)) said += String((await once(npm.stderr, 'data'))[0]);
    const run = running();

    npm.kill('SIGTERM');

    await assertStopped(run);
  });

  it('at SIGTERM to it alone, as docker stop sends it', async () => {
    const started = startCli(['start', 'acme/widgets'], environment);
    await started.said(ready);
    const run = running();

    started.terminate();

    const { code, err } = await started.ended;
    assert.equal(code, 0, err);
    await assertStopped(run);
  });

  // Its default is KillMode=control-group: Postgres' own children and whatever the worker has started get it too.
  it('at SIGTERM to every process at once, as systemd sends it', async () => {
    const started = startCli(['start', 'acme/widgets'], environment);
    await started.said(ready);
    const run = running();
    const all = processTree(run.owner.pid);
    assert.ok(Object.values(run.processes).every(({ pid }) => all.includes(pid)));
    assert.ok(processTree(run.processes['postgres']!.pid).length > 3, 'Postgres has children');

    for (const pid of all) signalProcess(pid, 'SIGTERM');

    const { code, err } = await started.ended;
    assert.equal(code, 0, err);
    assert.match(err, /Everything is stopped/);
    assert.doesNotMatch(err, /starting/);
    await assertStopped(run);
    await assertClean(environment);
    // Its second signal, which comes from us, must not keep the worker from finishing.
    const log = readFileSync(join(home.folder, 'logs', 'worker.log'), 'utf8');
    const ended = log.slice(log.lastIndexOf('worker is ready')).split('\n');
    const queues = ended
      .filter((line) => line.includes('STOPPED'))
      .map((line) => /"taskQueue":"([^"]+)"/.exec(line)?.[1]);
    assert.deepEqual(queues.sort(), ['repometer', 'repometer-github', 'repometer-github-urgent']);
  });
});
