import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { childEnvironment, productFolder } from '../../config.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const peakMemory = fileURLToPath(new URL('../support/tell-peak-memory.mjs', import.meta.url));
const mebibyte = 1024;

/** Commits that the view makes up, `count` of them, as wide as real ones. */
const manyCommits = (count: number) => `
  create or replace view report.commits as
  select
    7::bigint as repository_id,
    'acme' as owner,
    'rocket' as name,
    'acme/rocket' as repository,
    encode(sha256(n::text::bytea), 'hex') as sha,
    'ann' as author,
    null::text as author_email_sha256,
    false as is_merge,
    'Mend "thing" number ' || n || ', at last' as subject,
    timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' as authored_at,
    timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' as committed_at,
    null::timestamptz as left_branch_at
  from generate_series(1, ${count}) as n`;

describe('a report of any length', function () {
  this.timeout(180_000);
  let database: TestDatabase;
  let owner: pg.Client;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
  });
  after(async () => {
    await owner?.end();
    await database?.drop();
  });

  /** Runs the command; its lines are looked at and let go. */
  async function report(format: string, onLine: (line: string) => void) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'repometer.ts', 'report', 'commits', '--format', format], {
      cwd: productFolder,
      env: childEnvironment({
        DATABASE_URL: '',
        DATABASE_READER_URL: database.readerUrl,
        NODE_OPTIONS: `--import=${peakMemory}`,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const closed = once(child, 'close');
    for await (const line of createInterface({ input: child.stdout })) onLine(line);
    const [code] = (await closed) as [number];
    const [, said = '', peak] = /^(.*?)peak memory (\d+) KiB\n$/s.exec(err) ?? [];
    assert.equal(code, 0, err);
    return { said, peakMiB: Number(peak) / mebibyte };
  }

  it('is written as CSV in little memory: 1,000,000 rows under 150 MiB', async () => {
    await owner.query(manyCommits(1_000_000));
    let [lines, last] = [0, ''];
    const { said, peakMiB } = await report('csv', (line) => {
      lines += 1;
      last = line;
    });
    assert.equal(said, '');
    assert.equal(lines, 1_000_001);
    assert.match(last, /^7,acme,rocket,acme\/rocket,\w{64},ann,,f,"Mend ""thing"" number 1000000, at last",2021-/);
    console.log(`peak ${peakMiB} MiB`);
    assert.ok(peakMiB < 150, `${peakMiB} MiB`);
  });
});
