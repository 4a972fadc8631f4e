import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { productFolder } from '../../programs.ts';
import { promiseColumns } from '../../local/dictionary/promise-columns.ts';
import { readTables } from '../../local/dictionary/read-tables.ts';
import type { Table } from '../../local/dictionary/read-tables.ts';
import { writtenFiles } from '../../local/dictionary/written-files.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const view = (name: string, ...columns: string[]): Table => ({
  schema: 'report',
  name,
  comment: '',
  row: null,
  key: [],
  columns: columns.map((column) => ({ name: column, type: column === 'month' ? 'date' : 'text', comment: '' })),
});

describe('What is written of the comments in the database', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
  });
  after(async () => {
    await db?.end();
    await database?.drop();
  });

  it('stands in its files', async () => {
    for (const { path, text } of await writtenFiles(db)) {
      const recorded = readFileSync(join(productFolder, path), 'utf8');
      assert.equal(recorded, text, `${path} is stale; run: npm run dictionary:write`);
    }
  });

  it('follows a comment, and refuses a column without one', async () => {
    const [before] = await writtenFiles(db);
    await db.query(`comment on column report.issues.title is 'Said | anew.'`);
    const [after] = await writtenFiles(db);
    assert.notEqual(after!.text, before!.text);
    assert.match(after!.text, /^\| `title` \| text \| Said \\\| anew\. \|$/m);
    await db.query('comment on column report.issues.title is null');
    await assert.rejects(readTables(db), /report\.issues or its column title has no comment/);
  });

  it('promises columns that are only appended, and views that stay', () => {
    const promised = promiseColumns([view('issues', 'month', 'label')], '');
    const grown = promiseColumns([view('issues', 'month', 'label', 'opened'), view('forks', 'name')], promised);
    assert.deepEqual(grown.split('\n').slice(2), [
      'issues.month date',
      'issues.label text',
      'issues.opened text',
      'forks.name text',
      '',
    ]);
    const refused: [Table[], RegExp][] = [
      [[view('issues', 'label', 'month')], /issues has label text where month date was promised/],
      [[view('issues', 'month')], /issues has nothing where label text was promised/],
      [[view('issues', 'month', 'name')], /issues has name text where label text was promised/],
      [[], /issues has nothing where month date was promised/],
    ];
    for (const [tables, reason] of refused) assert.throws(() => promiseColumns(tables, promised), reason);
    const retyped = promised.replace('month date', 'month text');
    assert.throws(() => promiseColumns([view('issues', 'month', 'label')], retyped), /has month date where month text/);
  });
});
