import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { isListening } from '../../local/ports.ts';
import { signalProcess } from '../../local/stop-process.ts';
import { until } from '../support/rig.ts';

const isThere = (pid: number) =>
  existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe('the run of all tests', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'repometer-test-of-run-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A run of files of `test/fixtures/run`, with a temporary folder of its own. */
  function start(...files: string[]) {
    const paths = files.map((file) => `test/fixtures/run/${file}`);
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/run/main.ts', ...paths], {
      cwd: productFolder,
      env: childEnvironment({ REPOMETER_TEST_RUN: undefined, TMPDIR: folder }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (output.text += text.toString()));
    const ended = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      text: output.text,
      lastLine: output.text.trimEnd().split('\n').at(-1) ?? '',
    }));
    return { child, output, ended };
  }

  it('counts in its last line', async () => {
    const { code, lastLine, text } = await start('passes.ts').ended;
    assert.equal(code, 0, text);
    assert.match(lastLine, /^2 passing \([\d.]+ s\)$/);
  });

  it('fails with a test that fails, and keeps its database for a look', async () => {
    const { code, lastLine, text } = await start('passes.ts', 'fails.ts').ended;
    assert.equal(code, 1);
    assert.match(lastLine, /^3 passing, 1 failing \([\d.]+ s\)$/);
    assert.match(
      text.slice(text.lastIndexOf('Failed: ')),
      /^Failed: a file that fails two\n {2}AssertionError.*: as it should\n/,
    );
    const told = readFileSync(join(folder, 'repometer-failed-tests', 'connect.txt'), 'utf8');
    assert.match(told, /postgres -D .* -p \d+[^]*postgres:\/\//);
    assert.ok(existsSync(join(folder, 'repometer-failed-tests', 'postgres', 'data', 'PG_VERSION')));
  });

  it('says how many tests were left out, which and why', async () => {
    const { code, lastLine, text } = await start('leaves-out.ts').ended;
    assert.equal(code, 0, text);
    assert.match(text, /\n2 tests were left out: this machine has no such thing\n {2}- two\n {2}- three\n/);
    assert.match(lastLine, /^1 passing, 2 left out \([\d.]+ s\)$/);
  });

  it('fails with a test that is skipped', async () => {
    const { code, lastLine } = await start('skips.ts').ended;
    assert.equal(code, 1);
    assert.match(lastLine, /^1 passing, 1 failing/);
  });

  it('fails when no test was run, and when there is no such file', async () => {
    const none = await start('has-none.ts').ended;
    assert.equal(none.code, 1);
    assert.match(none.text, /No test was run/);
    assert.match(none.lastLine, /^0 passing/);
    const unknown = await start('is-not-there.ts').ended;
    assert.equal(unknown.code, 1);
    assert.match(unknown.text, /is-not-there\.ts is no test file/);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const)
    it(`leaves no process and no folder behind after ${signal}`, async () => {
      const { child, output, ended } = start('hangs.ts');
      const [, pid = '', port = '', data = ''] = await until(
        () => Promise.resolve(/waiting (\d+) (\d+) (\S+)/.exec(output.text)),
        {
          tell: () => Promise.resolve(output.text),
        },
      );
      assert.ok(await isListening(Number(port)));
      signalProcess(child.pid!, signal);
      const { code } = await ended;
      assert.equal(code, signal === 'SIGKILL' ? null : 130, output.text);
      // Whoever was killed cannot wait for the end: those who hold the other end of its pipes clear up.
      await until(async () => !isThere(Number(pid)) && !(await isListening(Number(port))));
      const root = data.replace(/\/postgres\/data$/, '');
      await until(() => Promise.resolve(!existsSync(root)), { tell: () => Promise.resolve(root) });
      const scratch = /scratch (\S+)/.exec(output.text)?.[1] ?? '';
      assert.ok(scratch);
      await until(() => Promise.resolve(!existsSync(scratch)), { tell: () => Promise.resolve(scratch) });
      if (signal !== 'SIGKILL')
        assert.deepEqual(
          readdirSync(folder).filter((name) => /^repometer-/.test(name)),
          [],
        );
    });
});
