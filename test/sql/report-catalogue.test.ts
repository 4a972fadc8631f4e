import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { listReports } from '../../client/reports/catalogue.ts';
import type { Report } from '../../client/reports/catalogue.ts';
import { readColumns } from '../../client/reports/read-columns.ts';
import type { ReportColumn } from '../../client/reports/read-columns.ts';
import type { ListDeclaration } from '../../client/reports/lists/declare-list.ts';
import { readList } from '../../client/reports/lists/read-list.ts';
import { readReport } from '../../client/reports/read-report.ts';
import { countReport, selectReport } from '../../client/reports/report-statement.ts';
import type { ReportFilter } from '../../client/reports/report-statement.ts';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import { queryReport } from '../support/query-report.ts';
import { storeTwins } from '../support/store-twins.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const given: Required<Pick<ReportFilter, 'repository' | 'from' | 'to'>> = {
  repository: 'acme/rocket',
  from: '2026-01-01',
  to: '2026-02-01',
};

/** Every choice of filters, none and all included. */
const filters = (Object.keys(given) as (keyof typeof given)[]).reduce<ReportFilter[]>(
  (before, name) => before.flatMap((filter) => [filter, { ...filter, [name]: given[name] }]),
  [{}],
);

/** A page of a view as the API reads those of its lists; columns are of no account here. */
function readPage(
  db: Pool,
  report: Report,
  filter: ReportFilter,
  part: { page?: number; pageSize: number; after?: string },
) {
  const { view, filters: known } = report;
  const list: ListDeclaration = { path: view, view, title: view, columns: {}, subject: 'none' };
  const { repository, ...days } = filter;
  const query = { ...days, ...(known.includes('repository') && { repository }), filters: {}, isNewestFirst: false };
  return readList(db, list, { ...query, page: 1, ...part });
}

describe('the catalogue of reports', () => {
  let database: TestDatabase;
  let db: Pool;
  let reader: Pool;
  let columns: ReportColumn[];

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    reader = createReader(database.readerUrl);
    columns = await readColumns(reader);
    await storeTwins(db);
  });
  after(async () => {
    await Promise.all([db?.end(), reader?.end()]);
    await database?.drop();
  });

  const columnsOf = (view: string) => columns.filter((column) => column.view === view);

  it('has an entry for every view of the schema, and for nothing else', async () => {
    const views = await db.query<{ name: string }>(
      `select relname::text as name from pg_class
       where relnamespace = 'report'::regnamespace and relkind in ('v', 'm') order by relname`,
    );
    assert.ok(views.rows.length > 0);
    assert.deepEqual(
      listReports().map(({ view }) => view),
      views.rows.map(({ name }) => name),
    );
    assert.deepEqual(
      [...new Set(columns.map(({ view }) => view))],
      views.rows.map(({ name }) => name),
    );
  });

  for (const report of listReports()) {
    describe(report.view, () => {
      it('says what one row is, and has the columns that time and order name', () => {
        assert.match(report.row, /^One row an? .*[^.]\.$/);
        const types = new Map(columnsOf(report.view).map(({ name, type }) => [name, type]));
        for (const column of [...report.order, report.time ?? []].flat()) {
          assert.ok(types.has(column), `${report.view} has no column ${column}.`);
        }
        for (const column of report.time ?? []) {
          assert.match(types.get(column)!, /^(date|timestamp with time zone)$/, column);
        }
        assert.ok(columnsOf(report.view).every(({ view_comment }) => view_comment !== null));
      });

      it('is planned with every choice of filters, behind any row, and counted', async () => {
        assert.equal(filters.length, 8);
        const places = [undefined, report.order.map(() => null)];
        const [row] = await queryReport<Record<string, string>>(db, report.view);
        assert.ok(row);
        const { next } = await readPage(reader, report, {}, { pageSize: 1 });
        assert.ok(next);
        for (const filter of filters) {
          for (const after of places) {
            const { text, values } = selectReport(report, filter, { after, limit: 10, offset: 20 });
            assert.ok((await reader.query(`explain ${text}`, values)).rows.length > 0);
          }
          await readPage(reader, report, filter, { pageSize: 100, after: next });
          const { text, values } = countReport(report, filter);
          assert.ok((await reader.query(`explain ${text}`, values)).rows.length > 0);
        }
      });

      it('has no two rows that are alike in its order, where rows differ in nothing but their keys', async () => {
        const { columns: found, rows } = await readReport(reader, report.view);
        assert.ok(rows.length > 1, 'a view that shows nothing proves nothing');
        const valueOf = (row: (string | null)[], column: string) => row[found.findIndex(({ name }) => name === column)];
        const place = (row: (string | null)[]) =>
          JSON.stringify(report.order.map((term) => term.map((column) => valueOf(row, column)).find(Boolean) ?? null));
        assert.equal(new Set(rows.map(place)).size, rows.length);
      });

      it('is the same whole, page by page, and from cursor to cursor', async () => {
        const { rows } = await readReport(reader, report.view);
        const byNumber: unknown[] = [];
        const byCursor: unknown[] = [];
        let next: string | null | undefined;
        for (let page = 1; next !== null; page += 1) {
          const numbered = await readPage(reader, report, {}, { page, pageSize: 2 });
          const followed = await readPage(reader, report, {}, { pageSize: 2, ...(next && { after: next }) });
          assert.equal(numbered.totalRecords, rows.length);
          assert.equal(followed.totalRecords, rows.length);
          byNumber.push(...numbered.table.rows);
          byCursor.push(...followed.table.rows);
          next = followed.next;
          assert.equal(next === null, numbered.next === null);
        }
        assert.deepEqual(byNumber, rows);
        assert.deepEqual(byCursor, rows);
      });
    });
  }

  it('counts days in UTC and leaves rows without a time out of a span, whatever the zone of the session is', async () => {
    await db.query(
      `insert into github.commit (repository_id, sha, parent_shas, is_merge, authored_at, is_cleaned) values
         (7, 'first', '{}', false, '2026-05-01 00:00:00Z', false), (7, 'last', '{}', false, '2026-05-01 23:59:59.999999Z', false),
         (7, 'before', '{}', false, '2026-04-30 23:59:59.999999Z', false), (7, 'next', '{}', false, '2026-05-02 00:00:00Z', false)`,
    );
    await db.query(
      `insert into github.star_week values (7, '2026-05-03', 1, '{1}'), (7, '2026-05-10', 1, '{1}'), (7, '2026-04-26', 1, '{1}')`,
    );
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      const session = await reader.connect();
      try {
        await session.query(`select set_config('timezone', $1, false)`, [zone]);
        const commits = await queryReport<{ sha: string }>(session, 'commits', {
          from: '2026-05-01',
          to: '2026-05-02',
        });
        assert.deepEqual(
          commits.map(({ sha }) => sha),
          ['first', 'last'],
          zone,
        );
        const weeks = await queryReport(session, 'star_weeks', { from: '2026-05-03', to: '2026-05-10' });
        assert.equal(weeks.length, 1, zone);
        const [all, dated] = [
          await queryReport(session, 'commits'),
          await queryReport(session, 'commits', { from: '0001-01-01' }),
        ];
        assert.ok(dated.length > 0 && dated.length < all.length, 'twins of repository 7 have no time');
      } finally {
        session.release(true);
      }
    }
  });
});
