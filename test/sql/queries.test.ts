import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import pg from 'pg';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { readQueries } from '../../local/dictionary/read-queries.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { expectedCsv, loadFixture } from '../support/load-fixture.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const shown = (value: unknown) => (value instanceof Date ? value.toISOString() : value === null ? '' : String(value));

describe('The ready queries of docs/queries', () => {
  let database: TestDatabase;
  let db: Pool;
  let reader: pg.Client;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await loadFixture(db, 'queries');
    await computeKpiBatch(db, { repositoryIds: [7, 8], months: [], all: true, asOf: '2026-04-10', isPast: false });
    // As any client logs in: days as they are printed.
    reader = new pg.Client({
      connectionString: database.readerUrl,
      types: {
        getTypeParser: (oid, format) => (oid === 1082 ? String : (pg.types.getTypeParser(oid, format) as never)),
      },
    });
    await reader.connect();
  });
  after(async () => {
    await Promise.all([reader?.end(), db?.end()]);
    await database?.drop();
  });

  async function answer(sql: string, zone: string): Promise<string[]> {
    await reader.query(`set timezone = '${zone}'`);
    const { fields, rows } = await reader.query<unknown[]>({ text: sql, rowMode: 'array' });
    return [fields.map(({ name }) => name).join(), ...rows.map((row) => row.map(shown).join())];
  }

  it('are twenty, each with what it must answer', () => {
    const names = readQueries().map(({ name }) => name);
    assert.equal(names.length, 20);
    const expected = readdirSync(new URL('../fixtures/queries/', import.meta.url)).filter((file) =>
      file.endsWith('.csv'),
    );
    assert.deepEqual(
      expected.sort(),
      names.map((name) => `${name}.csv`),
    );
  });

  for (const { name, question, sql } of readQueries()) {
    it(`${question} (${name}), the same in every time zone`, async () => {
      const expected = expectedCsv('queries', name);
      assert.ok(expected.length > 1, 'an answer without rows proves nothing');
      assert.deepEqual(await answer(sql, 'UTC'), expected);
      for (const zone of ['Asia/Kolkata', 'America/Los_Angeles'])
        assert.deepEqual(await answer(sql, zone), expected, zone);
    });
  }

  it('take the mean over the months that there are, where these are fewer than three', async () => {
    const { sql } = readQueries().find(({ name }) => name === '01_labels_that_grow')!;
    assert.deepEqual(await answer(sql.replaceAll('demo/widgets', 'acme/gateway'), 'UTC'), [
      'label,opened,mean_before',
      'bug,2,1',
    ]);
  });
});
