import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { streamReport } from '../../client/reports/stream-report.ts';
import { asRecords } from '../../client/reports/table.ts';
import type { Table } from '../../client/reports/table.ts';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const numbers = (table: Table) => asRecords(table).map(({ number }) => Number(number));

describe('a streamed report', () => {
  let database: TestDatabase;
  let db: Pool;
  let reader: Pool;

  const store = (...ids: number[]) =>
    Promise.all(
      ids.map((id) => storeIssue(db, { repositoryId: 7, id, labels: [], createdAt: '2026-03-01T00:00:00Z' })),
    );

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    reader = createReader(database.readerUrl, { size: 2 });
    await storeRepository(db, 7, 'acme/rocket');
  });
  beforeEach(async () => {
    await db.query('truncate github.issue');
    await store(10, 20, 30, 40, 50);
  });
  after(async () => {
    await Promise.all([db?.end(), reader?.end()]);
    await database?.drop();
  });

  it('is streamed from one moment, and gives its connection back', async () => {
    await store(...Array.from({ length: 995 }, (_, n) => 1000 + n));
    const seen: number[] = [];
    let parts = 0;
    for await (const table of streamReport(reader, 'issues')) {
      parts += 1;
      seen.push(...numbers(table));
      if (parts === 1) await db.query('delete from github.issue where number > 1000');
    }
    assert.ok(parts > 1);
    assert.equal(seen.length, 1000);
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
    for (let time = 0; time < 3; time += 1) {
      for await (const { columns, rows } of streamReport(reader, 'issues')) {
        assert.ok(columns.length > 0 && rows.length > 0);
        break; // whoever reads it may leave
      }
    }
    assert.equal(reader.totalCount - reader.idleCount, 0);
  });

  it('has columns also where it has no row', async () => {
    const parts = [];
    for await (const table of streamReport(reader, 'issues', { repository: 'no/body' })) parts.push(table);
    assert.deepEqual(
      parts.map(({ rows }) => rows),
      [[]],
    );
    assert.equal(parts[0]!.columns[3]!.name, 'repository');
  });
});
