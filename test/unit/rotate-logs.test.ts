import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withLogFile } from '../../local/open-log-file.ts';
import { keepLogsSmall } from '../../local/rotate-logs.ts';

describe('logs that grow while their process runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'repometer-logs-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are set aside, and the process goes on in the same file', async () => {
    const file = join(folder, 'worker.log');
    const script = 'i=0; while read line; do i=$((i + 1)); printf "%s %0100d\\n" "$line" "$i"; done';
    const child = withLogFile(file, (log) => spawn('/bin/sh', ['-c', script], { stdio: ['pipe', log, log] }));
    const end = keepLogsSmall(folder, (error) => assert.fail(String(error)), { everyMs: 10, largest: 1000 });
    const write = async (word: string) => {
      child.stdin!.write(`${word}\n`);
      await until(() => all().includes(word));
    };
    const all = () => [`${file}.1`, file].map((one) => readIfThere(one)).join('');
    try {
      for (let line = 1; line <= 10; line += 1) await write(`before-${line}-`);
      await until(() => statSync(file).size < 1000 && readIfThere(`${file}.1`).length > 0);
      const aside = readIfThere(`${file}.1`);
      await write('later-');
      assert.match(aside, /^before-1- /);
      assert.ok(readIfThere(file).includes('later-') || readIfThere(`${file}.1`).includes('later-'));
      assert.equal(readIfThere(file).includes('\0'), false, 'no hole where the earlier lines were');
    } finally {
      end();
      child.stdin!.end();
      await once(child, 'exit');
    }
  });

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await delay(10);
  }

  function readIfThere(file: string): string {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  }
});
