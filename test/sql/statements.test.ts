import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { listResources } from '../../activities/list-resources.ts';
import { goneColumn, subjectColumns } from '../../activities/resource.ts';
import { namesOfTable } from '../../activities/sync/queue/names-of-table.ts';
import { statement } from '../../sql/query.ts';
import type { Identifiers } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const folder = new URL('../../sql/', import.meta.url);
const files = [
  'raw',
  'absent',
  'doubt',
  'queue',
  'stage',
  'sync',
  'kpi',
  'report',
  'rows',
  'reader',
  'session',
  'doctor',
].flatMap((name) =>
  readdirSync(new URL(name, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map((file) => `${name}/${file.replace(/\.sql$/, '')}`),
);

/** Names for a statement that serves several tables: those of every resource that it is run for. */
function namesFor(file: string): Identifiers[] {
  const declared = Object.values(listResources);
  if (file === 'sync/count_newer_rows') {
    return declared.filter(({ order, tables }) => order === 'newest' && tables[0]?.id).map(namesOfTable);
  }
  if (/^sync\/count_/.test(file)) {
    const isMarked = !file.includes('unmarked');
    return declared.flatMap(({ subject, tables: [main] }) =>
      main && main.mark.length > 0 === isMarked
        ? { table: main.name, subject: subjectColumns[subject], gone_at: goneColumn(main) }
        : [],
    );
  }
  if (/parent/.test(file)) return declared.filter(({ isOfNumber }) => isOfNumber).map(namesOfTable);
  if (file === 'sync/record_reach') return [namesOfTable(listResources.issue_events)];
  if (file === 'absent/mark_months') {
    return declared.filter(({ tables }) => tables[0]?.countedAt).map(namesOfTable);
  }
  if (file === 'stage/people') {
    return declared.flatMap(({ stage: { file: used, names } }) => (used === file && names ? [names] : []));
  }
  if (file === 'absent/some_login') return declared.filter(({ isForInsiders }) => isForInsiders).map(namesOfTable);
  if (['absent/rows_of_number', 'absent/mark_row_of_number'].includes(file)) {
    return declared.filter(({ people, ofNumberPath }) => people && ofNumberPath).map(namesOfTable);
  }
  const ofNumber = ['absent/mark_of_number', 'doubt/missing_of_number'].includes(file);
  if (!['absent/rows', 'absent/mark_row', 'absent/row_name', 'doubt/missing_rows'].includes(file) && !ofNumber)
    return [{}];
  return declared
    .filter(({ absent, ofNumberPath }) => (ofNumber ? ofNumberPath : absent === 'marked' || absent === 'numbered'))
    .map(namesOfTable);
}

describe('the SQL files', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  it('are found', () => {
    assert.ok(files.includes('kpi/issue_labels_monthly') && files.includes('session/settle'), files.join());
  });

  for (const file of files) {
    it(`${file} is one statement that Postgres can plan`, async () => {
      for (const identifiers of namesFor(file)) {
        const { text, parameters } = statement(file, identifiers);
        const plan = await db.query({ text: `explain ${text}`, values: parameters.map(() => null) });
        assert.ok(plan.rows.length > 0);
      }
    });
  }

  for (const file of files.filter((name) => /^(kpi|stage)\//.test(name))) {
    it(`${file} says what it does and never looks at the clock`, () => {
      const text = readFileSync(new URL(`${file}.sql`, folder), 'utf8');
      assert.match(text, /^-- \S/);
      const clock = /\b(now\s*\(|current_(timestamp|date|time)\b|(transaction|statement|clock)_timestamp\b|localtime)/i;
      assert.doesNotMatch(text, clock);
    });
  }
});
