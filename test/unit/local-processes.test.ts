import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess, isAlive, parseProcStat } from '../../local/process-identity.ts';
import { findTracked, spawnTracked } from '../../local/spawn-tracked.ts';
import { stopProcess } from '../../local/stop-process.ts';

describe('processes of the embedded stack', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'repometer-processes-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const track = (script: string, env: NodeJS.ProcessEnv = {}) =>
    spawnTracked({
      name: 'part',
      command: process.execPath,
      args: ['-e', script],
      env,
      folder,
      logFile: `${folder}.log`,
    });

  afterEach(() => rmSync(`${folder}.log`, { force: true }));

  it('are read from the kernel even when their name contains spaces and parentheses', () => {
    const rest = ['S', ...Array.from({ length: 18 }, (_, index) => String(index)), '4711', 'more'].join(' ');

    assert.deepEqual(parseProcStat(`77 (odd ) name (x)) ${rest}\n`), { pid: 77, state: 'S', parent: 0, ticks: '4711' });
    assert.equal(parseProcStat('77 (cut'), undefined);
  });

  it('are the same only with the same start time, so a pid that is used again is another one', () => {
    const self = identifyProcess(process.pid)!;

    assert.equal(isAlive(self), true);
    assert.equal(isAlive({ ...self, startTime: `${self.startTime}0` }), false);
  });

  it('are never signalled when the pid belongs to another process now', async () => {
    const self = identifyProcess(process.pid)!;

    await stopProcess({ ...self, startTime: 'long ago' }, [{ signal: 'SIGKILL', waitMs: 1 }]);

    assert.equal(isAlive(self), true);
  });

  it('are stopped the hard way when they ignore the polite one', async () => {
    const child = spawn('/bin/sh', ['-c', "trap '' TERM; echo ready; while :; do sleep 0.05; done"], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    const identity = identifyProcess(child.pid!)!;

    await stopProcess(identity, [
      { signal: 'SIGTERM', waitMs: 100 },
      { signal: 'SIGKILL', waitMs: 5_000 },
    ]);

    assert.equal(isAlive(identity), false);
  });

  it('announce themselves before they begin, and are forgotten when they end', async () => {
    const part = await track(`require('node:fs').writeFileSync('${folder}/begun', ''); setInterval(() => {}, 1000)`);
    while (!readdirSync(folder).includes('begun')) await new Promise((resolve) => setImmediate(resolve));

    assert.deepEqual([...findTracked(folder)], [['part', part.identity]]);
    await part.stop();
    assert.deepEqual([...findTracked(folder)], []);
    assert.deepEqual(readdirSync(folder), ['begun']);
  });

  it('get exactly the environment and write to the log that they are given', async () => {
    const part = await track('console.log(process.env.GREETING, process.env.HOME)', { GREETING: 'hello' });

    assert.equal(await part.exited, 'ended with code 0');
    assert.equal(readFileSync(`${folder}.log`, 'utf8'), 'hello undefined\n');
  });

  it('take the processes that they started with them', async () => {
    const grandchild =
      "const c = require('node:child_process').spawn('sleep', ['600']); console.log(c.pid); setInterval(() => {}, 1000)";
    const part = await track(grandchild, { PATH: '/usr/bin:/bin' });
    const read = () => Number(readFileSync(`${folder}.log`, 'utf8'));
    while (!read()) await new Promise((resolve) => setImmediate(resolve));
    const identity = identifyProcess(read())!;

    await part.stop();

    while (isAlive(identity)) await new Promise((resolve) => setImmediate(resolve));
  });
});
