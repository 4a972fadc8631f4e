import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { createTestDatabase } from '../support/global.ts';
import { pythonWith } from '../support/python-packages.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const peakMemory = fileURLToPath(new URL('../support/tell-peak-memory.mjs', import.meta.url));
const readBack = fileURLToPath(new URL('../fixtures/export/read_back.py', import.meta.url));
const packages = ['duckdb==2.0.1', 'pandas==3.1.1', 'polars==2.1.0', 'pyarrow==26.0.1'];
const mebibyte = 1024;
const million = 1_000_000;
/** So many first values are whole: more than any tool looks at before it guesses a type. */
const whole = 30_000;

/** A view with every type that reports have; `count` rows whose floats begin with whole ones. */
const manyRows = (count: number) => `
  drop view report.label_quality;
  create view report.label_quality as
  select
    n::bigint as repository_id,
    'acme' as owner,
    'rocket' as name,
    'acme/rocket' as repository,
    date '2026-01-01' + n % 365 as as_of,
    'substring' as definition,
    n as issues,
    case when n <= ${whole} then (n % 7)::float8 else n / 3::float8 end as defect_density,
    case when n % 2 = 0 then null else array['a, "b"', null, 'ä']::text[] end as defect_labels,
    array[n, n + 1]::bigint[] as counts,
    n % 2 = 0 as is_complete,
    timestamptz '2026-01-01 00:00:00.123456Z' + n * interval '1 second' as computed_at,
    jsonb_build_object('n', n) as detail,
    'It''s "row" ' || n || E',\\nat last' as note
  from generate_series(1, ${count}) as n;
  grant select on report.label_quality to repometer_reader`;

/** The sum that every reader must come to. */
const sum = (count: number) => {
  let total = 0;
  for (let n = 1; n <= count; n += 1) total += n <= whole ? n % 7 : n / 3;
  return total;
};

describe('an export', function () {
  this.timeout(300_000);
  let database: TestDatabase;
  let owner: pg.Client;
  let folder: string;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    folder = mkdtempSync(join(tmpdir(), 'repometer-export-'));
  });
  after(async () => {
    await owner?.end();
    await database?.drop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function run(...args: string[]) {
    const child = spawn(process.execPath, [...commandArguments('repometer.ts'), 'export', ...args], {
      cwd: productFolder,
      env: childEnvironment({
        DATABASE_URL: '',
        DATABASE_READER_URL: database.readerUrl,
        NODE_OPTIONS: `--import=${peakMemory}`,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    const [code] = (await once(child, 'close')) as [number | null];
    const [, said = '', peak] = /^(.*?)peak memory (\d+) KiB\n$/s.exec(Buffer.concat(err).toString()) ?? [];
    return { code, said, stdout: Buffer.concat(out), peakMiB: Number(peak) / mebibyte };
  }

  it('of a million rows is written in little memory, and read back by DuckDB, polars and pandas', async () => {
    await owner.query(manyRows(million));
    const files = ['csv', 'parquet', 'ndjson'].map((format) => join(folder, `rows.${format}`));
    for (const file of files) {
      const { code, said, peakMiB } = await run('label-quality', '--format', file.split('.').at(-1)!, '--output', file);
      assert.equal(code, 0, said);
      assert.equal(said, `Wrote 1,000,000 rows into ${file}.\n`);
      assert.ok(peakMiB > 40 && peakMiB < 250, `${file}: ${peakMiB} MiB`);
    }
    const python = pythonWith(packages, 'the test of exports');
    const { stdout } = await promisify(execFile)(python, [readBack, ...files], { maxBuffer: 1 << 20 });
    const answer = JSON.parse(stdout) as Record<string, { rows: number; type: string; sum: number }>;
    const { 'parquet types': types, 'last row': last, ...read } = answer;
    const expected = sum(million);
    for (const [reader, { rows, type, sum: total }] of Object.entries(read)) {
      assert.equal(rows, million, reader);
      assert.match(type, /^(DOUBLE|Float64|float64)$/, reader);
      assert.ok(Math.abs(total - expected) < 1e-6 * expected, `${reader}: ${total} instead of ${expected}`);
    }
    assert.equal(Object.keys(read).length, 9);
    assert.deepEqual(types, {
      repository_id: 'BIGINT',
      owner: 'VARCHAR',
      name: 'VARCHAR',
      repository: 'VARCHAR',
      as_of: 'DATE',
      definition: 'VARCHAR',
      issues: 'INTEGER',
      defect_density: 'DOUBLE',
      defect_labels: 'VARCHAR[]',
      counts: 'BIGINT[]',
      is_complete: 'BOOLEAN',
      computed_at: 'TIMESTAMP WITH TIME ZONE',
      detail: 'JSON',
      note: 'VARCHAR',
    });
    assert.deepEqual((last as unknown as string[]).slice(6, 11), [
      '1000000',
      String(million / 3),
      'None',
      '[1000000, 1000001]',
      'True',
    ]);
  });

  it('goes to standard output, and keeps what each format can keep', async () => {
    await owner.query(manyRows(1));
    const csv = await run('label_quality', '--repository', 'ACME/Rocket');
    assert.equal(csv.code, 0, csv.said);
    assert.equal(
      csv.stdout.toString().split('\n').slice(1).join('\n'),
      '1,acme,rocket,acme/rocket,2026-01-02,substring,1,1.0,"{""a, \\""b\\"""",NULL,ä}","{1,2}",f,' +
        '2026-01-01T00:00:01.123456Z,"{""n"": 1}","It\'s ""row"" 1,\nat last"\n',
    );
    const ndjson = await run('label_quality', '--format', 'ndjson');
    assert.deepEqual(JSON.parse(ndjson.stdout.toString()), {
      repository_id: 1,
      owner: 'acme',
      name: 'rocket',
      repository: 'acme/rocket',
      as_of: '2026-01-02',
      definition: 'substring',
      issues: 1,
      defect_density: 1,
      defect_labels: ['a, "b"', null, 'ä'],
      counts: [1, 2],
      is_complete: false,
      computed_at: '2026-01-01T00:00:01.123456Z',
      detail: { n: 1 },
      note: 'It\'s "row" 1,\nat last',
    });
    const parquet = await run('label_quality', '--format', 'parquet');
    assert.equal(parquet.stdout.subarray(0, 4).toString(), 'PAR1');
    assert.equal(parquet.stdout.subarray(-4).toString(), 'PAR1');
  });

  it('of nothing is a file without rows, and says why', async () => {
    const file = join(folder, 'none.parquet');
    const { code, said } = await run('releases', '--format', 'parquet', '--output', file);
    assert.equal(code, 0, said);
    assert.match(said, /^Wrote 0 rows into .*\nNo repository is kept here/);
    assert.equal(readFileSync(file).subarray(-4).toString(), 'PAR1');
  });

  it('that cannot be written leaves nothing, and says why', async () => {
    const none = await run('releases', '--output', join(folder, 'no', 'such', 'folder.csv'));
    assert.equal(none.code, 1);
    assert.match(none.said, /folder\.csv cannot be written: its folder does not exist\.\n$/);
    await owner.query(
      `drop view report.releases;
       create view report.releases as
       select
         1 / (release.release_id - 2) as repository_id, repository.owner, repository.name,
         repository.owner || '/' || repository.name as repository, release.release_id, release.published_at, release.created_at
       from github.release join github.repository using (repository_id)`,
    );
    await owner.query('grant select on report.releases to repometer_reader');
    await owner.query(
      `insert into github.repository (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
       values (7, 'acme', 'rocket', false, false, false, false, true, '2026-01-01Z')`,
    );
    await owner.query(
      `insert into github.release (repository_id, release_id, tag_name, is_draft, is_prerelease, is_cleaned, created_at)
       values (7, 2, 'v1', false, false, false, '2026-01-01Z')`,
    );
    const file = join(folder, 'broken.csv');
    const broken = await run('releases', '--output', file);
    assert.equal(broken.code, 1);
    assert.ok(!existsSync(file));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('.part')),
      [],
    );
  });
});
