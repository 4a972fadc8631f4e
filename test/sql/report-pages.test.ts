import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { readPage } from '../../client/reports/read-page.ts';
import type { Page } from '../../client/reports/read-page.ts';
import { streamReport } from '../../client/reports/stream-report.ts';
import { asRecords } from '../../client/reports/table.ts';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const numbers = ({ table }: Pick<Page, 'table'>) => asRecords(table).map(({ number }) => Number(number));

describe('a report in parts', () => {
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

  it('has pages by number, with the count of all rows', async () => {
    const first = await readPage(reader, 'issues', {}, { pageSize: 2 });
    assert.deepEqual([numbers(first), first.totalRecords], [[10, 20], 5]);
    const last = await readPage(reader, 'issues', {}, { page: 3, pageSize: 2 });
    assert.deepEqual([numbers(last), last.totalRecords, last.next], [[50], 5, null]);
    const behind = await readPage(reader, 'issues', {}, { page: 4, pageSize: 2 });
    assert.deepEqual([numbers(behind), behind.totalRecords, behind.next], [[], 5, null]);
    assert.equal(behind.table.columns[0]!.name, 'repository_id', 'an empty page has its columns');
    const whole = await readPage(reader, 'issues', {}, { pageSize: 5 });
    assert.deepEqual([numbers(whole), whole.next], [[10, 20, 30, 40, 50], null], 'a full last page has no next one');
  });

  it('counts what the filter lets through', async () => {
    const filter = { repository: 'ACME/rocket', from: '2026-03-01', to: '2026-03-02' };
    assert.equal((await readPage(reader, 'issues', filter)).totalRecords, 5);
    assert.equal((await readPage(reader, 'issues', { ...filter, from: '2026-03-02' })).totalRecords, 0);
  });

  it('goes on from its cursor whatever comes and goes meanwhile: no row twice, none left out', async () => {
    const first = await readPage(reader, 'issues', {}, { pageSize: 2 });
    await store(5, 15, 25);
    await db.query('delete from github.issue where number in (20, 40)');
    const second = await readPage(reader, 'issues', {}, { pageSize: 2, after: first.next! });
    assert.deepEqual(numbers(second), [25, 30]);
    await db.query('delete from github.issue where number = 30');
    const third = await readPage(reader, 'issues', {}, { pageSize: 2, after: second.next! });
    assert.deepEqual([numbers(third), third.next], [[50], null]);
    const numbered = await readPage(reader, 'issues', {}, { page: 2, pageSize: 2 });
    assert.deepEqual(numbers(numbered), [15, 25], 'by number, the page has moved');
  });

  it('refuses a page that cannot be, with a sentence', async () => {
    for (const [request, sentence] of [
      [{ pageSize: 0 }, 'pageSize must be a whole number from 1 to 100, not 0.'],
      [{ pageSize: 101 }, 'pageSize must be a whole number from 1 to 100, not 101.'],
      [{ pageSize: 1.5 }, 'pageSize must be a whole number from 1 to 100, not 1.5.'],
      [{ page: 0 }, 'page must be a whole number from 1 to 1000000000, not 0.'],
      [{ page: 1, after: 'x' }, 'A page has a number or a cursor, not both.'],
      [{ after: 'x' }, 'This is no cursor of issues; begin with the first page again.'],
    ] as const) {
      await assert.rejects(readPage(reader, 'issues', {}, request), { message: sentence });
    }
    await assert.rejects(readPage(reader, 'nope'), /There is no view "nope"/);
  });

  it('is streamed from one moment, and gives its connection back', async () => {
    await store(...Array.from({ length: 995 }, (_, n) => 1000 + n));
    const seen: number[] = [];
    let parts = 0;
    for await (const table of streamReport(reader, 'issues')) {
      parts += 1;
      seen.push(...numbers({ table }));
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
