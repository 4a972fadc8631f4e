import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const peakMemory = fileURLToPath(new URL('../support/tell-peak-memory.mjs', import.meta.url));
const mebibyte = 1024;

/** Commits that the view makes up, `count` of them, as wide as real ones. */
const manyCommits = (count: number) => `
  create or replace view report.commits as
  select
    7::bigint as repository_id,
    'acme'::report.github_name as owner,
    'rocket'::report.github_name as name,
    'acme/rocket'::report.github_name as repository,
    encode(sha256(n::text::bytea), 'hex') as sha,
    'ann' as author,
    null::text as author_email_sha256,
    false as is_merge,
    'Mend "thing" number ' || n || ', at last' as subject,
    timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' as authored_at,
    timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' as committed_at,
    null::timestamptz as left_branch_at,
    1::bigint as author_id,
    false as is_bot,
    'https://github.com/acme/rocket/commit/' || n as html_url
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

  function start(format: string) {
    const args = [...commandArguments('repometer.ts'), 'report', 'commits', '--format', format];
    const child = spawn(process.execPath, args, {
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
    const ended = once(child, 'close').then(([code]) => {
      const [, said = '', peak] = /^(.*?)peak memory (\d+) KiB\n$/s.exec(err) ?? [];
      return { code: code as number | null, said: peak === undefined ? err : said, peakMiB: Number(peak) / mebibyte };
    });
    return { stdout: child.stdout, ended };
  }

  /** Runs the command to its end; each line is looked at and let go. */
  async function report(format: string, onLine: (line: string) => void) {
    const { stdout, ended } = start(format);
    for await (const line of createInterface({ input: stdout })) onLine(line);
    const { code, said, peakMiB } = await ended;
    assert.equal(code, 0, said);
    return { said, peakMiB };
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
    assert.ok(peakMiB > 40 && peakMiB < 150, `${peakMiB} MiB`);
  });

  it('ends without a word when its reader has had enough', async () => {
    await owner.query(manyCommits(1_000_000));
    const { stdout, ended } = start('csv');
    const [first] = (await once(stdout.setEncoding('utf8'), 'data')) as [string];
    stdout.destroy();
    assert.match(first, /^repository_id,owner,name,repository,sha,/);
    const { code, said } = await ended;
    assert.deepEqual({ code, said }, { code: 0, said: '' });
  });

  it('is one array as JSON and a block a row as a list, whatever the parts are in which it is read', async () => {
    await owner.query(manyCommits(1_201));
    const lines: string[] = [];
    await report('json', (line) => lines.push(line));
    const rows = JSON.parse(lines.join('\n')) as { subject: string; is_merge: boolean; author_email_sha256: null }[];
    assert.equal(rows.length, 1_201);
    const { subject, is_merge, author_email_sha256 } = rows.at(-1)!;
    assert.deepEqual(
      { subject, is_merge, author_email_sha256 },
      { subject: 'Mend "thing" number 1201, at last', is_merge: false, author_email_sha256: null },
    );
    const list: string[] = [];
    await report('list', (line) => list.push(line));
    assert.equal(list.filter((line) => line === '').length, 1_200);
    assert.equal(list.filter((line) => /^subject {14}Mend "thing" number \d+, at last$/.test(line)).length, 1_201);
  });

  it('is cut as a table, which says what it leaves out', async () => {
    await owner.query(manyCommits(5_002));
    let [rows, last] = [0, ''];
    const { said } = await report('table', (line) => {
      if (!/^acme\/rocket/.test(line)) return;
      rows += 1;
      last = line;
    });
    assert.equal(rows, 5_000);
    assert.match(last, /number 5000, at last/);
    assert.equal(said, 'These are the first 5,000 of 5,002 rows; --format list, json or csv gives all of them.\n');
    await owner.query(manyCommits(20));
    assert.equal((await report('table', () => undefined)).said, '');
  });
});
