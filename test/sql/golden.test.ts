import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { listReports } from '../../client/reports/catalogue.ts';
import { formatCsv } from '../../client/reports/format-csv.ts';
import { readColumns } from '../../client/reports/read-columns.ts';
import { readReport } from '../../client/reports/read-report.ts';
import { readRows } from '../../client/reports/read-rows.ts';
import { pickColumns } from '../../client/reports/table.ts';
import { createDb } from '../../sql/db.ts';
import { writeOut } from '../../sql/write-out.ts';
import { differingLines } from '../support/differing-lines.ts';
import { createTestDatabase } from '../support/global.ts';
import { golden, storeGoldenStory } from '../support/store-golden-story.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const folder = new URL('../fixtures/golden/expected/', import.meta.url);
const goldenFiles = readdirSync(folder);

/** Of the repository and of the computation: the same in every row. What the rules of labels were is no number. */
const leftOut = new Set([
  ...['repository_id', 'owner', 'name', 'repository', 'definition_version', 'computed_at', 'data_complete_through'],
  ...['rules_version', 'defect_labels', 'performance_labels'],
]);

/** What is asked for at an instant, since a view would ask now: statements of `sql/report/`. */
const instant = '2026-04-21T00:00:00Z';
const span = { as_of: instant, offset_minutes: String(20 * 24 * 60) };
const statements: Readonly<Record<string, Record<string, string>>> = {
  event_intervals: { as_of: instant, repository: golden.name },
  event_counts: { ...span, repository: golden.name },
  active_repositories: { ...span, limit: '10', skip: '0' },
  repositories_with_pull_requests: span,
};

/** Numbers that stand for themselves, without a table of `kpi`. */
const uncomputed = ['repository_daily', 'star_weeks', ...Object.keys(statements)];

describe('from what GitHub answers to every number', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    const { isWhole, refusedPages, pages } = await storeGoldenStory(db);
    assert.deepEqual({ isWhole, refusedPages, pages }, { isWhole: true, refusedPages: 0, pages: 17 });
    const wish = { repositoryIds: [golden.id], months: [], all: false, asOf: golden.asOf, isPast: false };
    assert.deepEqual((await computeKpiBatch(db, wish)).failed, []);
  });
  after(async () => {
    await db?.end();
    await database?.drop();
  });

  async function show(name: string): Promise<string[]> {
    const values = statements[name];
    const table = values ? await readRows(db, writeOut(`report/${name}`, values).text) : await readReport(db, name);
    const shown = table.columns.map((column) => column.name).filter((column) => !leftOut.has(column));
    return formatCsv(pickColumns(table, shown)).trimEnd().split('\n');
  }

  it('has a file for every view of KPIs that the catalogue knows', async () => {
    const columns = await readColumns(db);
    const isComputed = (view: string) =>
      columns.some((column) => column.view === view && column.name === 'computed_at');
    const views = listReports().filter(({ view, families }) => families.length > 0 || isComputed(view));
    const wanted = [...views.map(({ view }) => view), ...uncomputed].map((name) => `${name}.csv`);
    assert.deepEqual(goldenFiles, [...new Set(wanted)].sort(), 'test/fixtures/golden/expected');
  });

  for (const file of goldenFiles) {
    it(`shows ${file}, worked out by hand`, async () => {
      const expected = readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n');
      const differing = differingLines(`golden/expected/${file}`, await show(file.replace('.csv', '')), expected);
      if (differing !== '') assert.fail(differing);
    });
  }
});
