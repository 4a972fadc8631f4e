import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMeasures } from '../bench/measures.ts';
import { formatPeers } from '../bench/peers/format-peers.ts';
import { nameOf } from '../bench/peers/names.ts';
import { runMeasured } from '../bench/peers/run-measured.ts';
import { cpuOfTrees, watchMemory } from '../bench/peers/tree-use.ts';
import { readProcessUse } from '../bench/process-use.ts';
import { pythonWith } from '../support/python-packages.ts';

const node = JSON.stringify(process.execPath);
const burn = `${node} -e 'for (const end = Date.now() + 400; Date.now() < end;);'`;

describe('the comparison with peers', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repometer-peers-test-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('counts the CPU time of what a process has started, also after that has ended', async function () {
    if (process.platform !== 'linux') this.skip();
    const shell = spawn('sh', ['-c', `${burn}; echo burnt; cat`], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(shell.stdout, 'data');
    const pid = shell.pid as number;

    const [ofTree, ofShell] = [cpuOfTrees([pid]), readProcessUse(pid).cpuSeconds];

    shell.stdin.end();
    await once(shell, 'exit');
    assert.ok(ofShell < 0.1, `${ofShell}`);
    // A busy machine gives the process only a part of the time that it looks at the clock.
    assert.ok(ofTree > ofShell + 0.05, `${ofTree}`);
  });

  it('counts the memory that all processes of a tree hold at once', async function () {
    if (process.platform !== 'linux') this.skip();
    const hold = `${node} -e 'globalThis.held = Buffer.alloc(150 << 20, 1); console.log("holds"); process.stdin.resume()'`;
    const shell = spawn('sh', ['-c', `${hold}; true`], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(shell.stdout, 'data');
    const end = watchMemory(() => [shell.pid as number]);

    const peakMib = end();

    shell.stdin.end();
    await once(shell, 'exit');
    assert.ok(peakMib > 150, `${peakMib}`);
  });

  it('counts a command to its end, and gives it nothing of the environment but PATH', async function () {
    if (process.platform !== 'linux') this.skip();
    const args = ['-c', `${burn} & ${burn} & wait; test -z "$OF_THE_USER"`];
    process.env.OF_THE_USER = 'such as a token';
    after(() => delete process.env.OF_THE_USER);

    const { wallSeconds, cpuSeconds, peakMib } = await runMeasured({ command: 'sh', args }, folder);

    assert.ok(wallSeconds > 0.4, `${wallSeconds}`);
    assert.ok(cpuSeconds > 0.05, `${cpuSeconds}`);
    assert.ok(peakMib > 20, `${peakMib}`);
  });

  it('tells the last lines of a command that fails', async () => {
    const failing = runMeasured({ command: 'sh', args: ['-c', 'echo no such repository >&2; exit 3'] }, folder);

    await assert.rejects(failing, { message: 'sh ended with 3:\nno such repository' });
  });

  it('says in a sentence that Python is missing', () => {
    const { PATH, XDG_CACHE_HOME } = process.env;
    Object.assign(process.env, { PATH: folder, XDG_CACHE_HOME: folder });
    try {
      assert.throws(() => pythonWith(['dlt==1.31.0'], 'the comparison with dlt'), {
        message: 'Python 3 with venv is needed for the comparison with dlt (Debian: apt-get install python3-venv).',
      });
    } finally {
      Object.assign(process.env, { PATH, XDG_CACHE_HOME });
      if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    }
  });

  it('shows medians in a table, and leaves empty what a loader was not asked for', () => {
    const measures = createMeasures();
    const record = (name: string, wall: number) => {
      measures.absolute(`${name}: wall`, 's', wall);
      measures.absolute(`${name}: CPU`, 's', 1.005);
      measures.absolute(`${name}: peak memory`, 'MiB', 99.6);
      measures.absolute(`${name}: billed requests`, '', 100);
    };
    for (const wall of [3, 1, 2]) record(nameOf('load', 50, 'dlt'), wall);

    assert.equal(
      formatPeers(measures.summaries(), ['Repometer', 'dlt'], [50]),
      [
        '|  | Repometer | dlt |',
        '| --- | ---: | ---: |',
        '| First load, 50 ms |  | 2.00 s; 1.00 CPU s; 100 MiB; 100 billed |',
        '| Run without news, 50 ms |  |  |',
        '| Run after one changed issue, 50 ms |  |  |',
      ].join('\n'),
    );
  });
});
