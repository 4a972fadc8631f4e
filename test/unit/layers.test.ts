import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { productFolder } from '../../programs.ts';

/** What `npm run check:layers` must find; a rule that finds nothing any more would pass for ever. */
describe('the order of imports', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'repometer-layers-'));
    symlinkSync(join(productFolder, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{"compilerOptions": {"module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true}}',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Names of the rules that these files break, each with who breaks it. */
  function broken(config: 'config' | 'folders', files: Record<string, string>): Promise<string[]> {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const rooms = [...new Set(Object.keys(files).map((name) => name.split('/')[0]!))];
    const program = join(productFolder, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const rules = join(productFolder, `dependency-cruiser.${config}.mjs`);
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [program, '--config', rules, '--output-type', 'json', ...rooms],
        { cwd: folder },
        (error, out, err) => {
          if (!out) return reject(new Error(err, { cause: error }));
          const { summary } = JSON.parse(out) as {
            summary: { violations: { from: string; rule: { name: string } }[]; totalCruised: number };
          };
          assert.ok(summary.totalCruised >= rooms.length, 'nothing was looked at');
          resolve(summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort());
        },
      );
    });
  }

  it('refuses Postgres in client/, imports against it, import() and circles of files, and lets the rest pass', async () => {
    const ofPostgres = 'client/ gets its database and its local servers handed in';
    const files = {
      'client/reports/read.ts': `import { query } from '../../sql/query.ts';\nexport const read = query;`,
      'client/reports/ask.ts': `import pg from 'pg';\nexport const ask = pg.Client;`,
      'client/reports/late.ts': `export const late = () => import('pg');`,
      'client/reports/type.ts': `import type { Pool } from 'pg';\nexport type Mine = Pool;`,
      'sql/query.ts': `import pg from 'pg';\nexport const query = pg.Client;`,
      'sql/early.ts': `import { read } from '../client/reports/read.ts';\nexport const early = read;`,
      'sql/late.ts': `export const late = () => import('../client/reports/read.ts');`,
      'sql/one.ts': `import { two } from './two.ts';\nexport const one = () => two;`,
      'sql/two.ts': `import { one } from './one.ts';\nexport const two = () => one;`,
    };
    const found = await broken('config', files);
    assert.deepEqual(found, [
      `client/reports/ask.ts: ${ofPostgres}`,
      `client/reports/late.ts: ${ofPostgres}`,
      `client/reports/type.ts: ${ofPostgres}`,
      'sql/early.ts: from ^sql/',
      'sql/late.ts: from ^sql/',
      'sql/one.ts: no circle of files',
    ]);
  });

  it('refuses a circle of folders that is none of files, and lets the rest pass', async () => {
    const files = {
      'client/api/ask.ts': `import { answer } from '../cli/answer.ts';\nexport const ask = answer;`,
      'client/api/word.ts': 'export const word = 1;',
      'client/cli/answer.ts': 'export const answer = 1;',
      'client/cli/say.ts': `import { word } from '../api/word.ts';\nexport const say = word;`,
      'client/keys/key.ts': `import { word } from '../api/word.ts';\nexport const key = word;`,
    };
    assert.deepEqual(await broken('folders', files), [
      'client/api: no circle of folders',
      'client/cli: no circle of folders',
    ]);
  });
});
