import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeRepositoryKpis } from '../../activities/kpis/compute-repository-kpis.ts';
import { formatExplanation } from '../../client/cli/explanation/format-explanation.ts';
import { findReport, listReports } from '../../client/reports/catalogue.ts';
import { explainKpi } from '../../client/reports/explain/explain-kpi.ts';
import type { Explanation } from '../../client/reports/explain/explain-kpi.ts';
import { readStatement } from '../../client/reports/read-statement.ts';
import { asRecords } from '../../client/reports/table.ts';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeKpiWorld, worldEnd } from '../support/store-kpi-world.ts';
import { storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

const repositoryId = 7;
const monthly = listReports().filter(({ families, time }) => families.length > 0 && time?.includes('month'));

/** What tells rows of one month apart, in a view and in the rows that it counts. */
const keys = ['source', 'label', 'category', 'contributor', 'kind'];

describe('The command kpis explain', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let db: Pool;
  let reader: Pool;

  /** Two repositories lead lives of their own; all rows of one KPI and of another one's repository are there to be mixed up. */
  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    reader = createReader(database.readerUrl);
    await storeKpiWorld(db, repositoryId, 'Acme/rocket');
    await storeKpiWorld(db, 8, 'acme/other');
    for (const id of [repositoryId, 8]) {
      await computeRepositoryKpis(db, { repositoryId: id, months: [], all: false, asOf: worldEnd, isPast: false });
    }
  });
  after(async () => {
    await Promise.all([db?.end(), reader?.end()]);
    await database?.drop();
  });

  type Row = Record<string, string | null>;

  /** What adds up under each key, nothing left out but zeros. */
  function byKey(rows: Row[], names: string[], amount: (row: Row) => number) {
    const found = new Map<string, number>();
    for (const row of rows) {
      const key = names.map((name) => row[name]).join(' ');
      found.set(key, (found.get(key) ?? 0) + amount(row));
    }
    return [...found].filter(([, sum]) => sum > 0).sort(([one], [other]) => (one < other ? -1 : 1));
  }

  async function assertCounted({ figures, table, window }: Explanation, view: string): Promise<number> {
    const names = keys.filter((key) => table.columns.some(({ name }) => name === key));
    for (const { name, value, sourceRows, statement } of figures) {
      const context = `${view}.${name} of ${window.month}\n${statement}`;
      const rows = asRecords(await readStatement(reader, `${statement};`));
      assert.equal(rows.length, sourceRows, context);
      assert.equal(sourceRows, value ?? 0, context);
      const counted = byKey(asRecords(table), names, (row) => Number(row[name]));
      assert.deepEqual(
        byKey(rows, names, () => 1),
        counted,
        context,
      );
    }
    return figures.reduce((sum, { sourceRows }) => sum + sourceRows, 0);
  }

  for (const report of monthly) {
    it(`gives the rows that ${report.view} counts, by a statement that the reader may run`, async () => {
      let counted = 0;
      for (const month of ['2024-02', '2024-03', '2024-11', '2025-03', '2025-04', '2025-06', '2025-07']) {
        const explanation = await explainKpi(reader, report, 'acme/ROCKET', month);
        assert.ok(explanation.figures.length > 0);
        counted += await assertCounted(explanation, report.view);
        if (explanation.isComplete === null) continue;
        assert.equal(
          explanation.isComplete,
          explanation.lacks.length === 0,
          `${month}: ${explanation.lacks.join(' ')}`,
        );
      }
      assert.ok(counted > 10, `${counted} rows: nothing was tried`);
    });
  }

  it('says why a month is not complete, source by source', async () => {
    const lacksOf = async (view: string, month: string) =>
      (
        await explainKpi(
          reader,
          listReports().find((report) => report.view === view)!,
          'acme/rocket',
          month,
        )
      ).lacks;
    assert.deepEqual(await lacksOf('issue_flow_monthly', '2025-06'), []);
    assert.deepEqual(await lacksOf('releases_monthly', '2025-07'), [
      "releases are proven complete up to 2025-07-10T12:00:00Z, before the month's end.",
    ]);
    await db.query(`delete from sync.resource where subject_id = 7 and resource = 'comments'`);
    await db.query(
      `update sync.resource set complete_from = '2025-02-01Z' where subject_id = 7 and resource = 'issues'`,
    );
    await db.query(
      `insert into sync.gap (subject_id, resource, gap, reason, found_at) values (7, 'issue_events', 'x', 'Cut off.', '2025-07-01')`,
    );
    await db.query(`insert into sync.mark values (7, 'issues', '2025-06-01')`);
    try {
      const waits = 'Months from 2025-06 on wait to be computed: "repometer kpis refresh".';
      assert.deepEqual(await lacksOf('issue_flow_monthly', '2025-06'), [
        'comments are not kept.',
        'issue_events have open gaps: 1 (report.gaps).',
        waits,
        'Of issues only what was updated since 2025-02-01T00:00:00Z is here.',
      ]);
    } finally {
      await db.query(`delete from sync.gap; delete from sync.mark`);
      await db.query(`update sync.resource set complete_from = null`);
      await storeResource(db, repositoryId, 'comments', `${worldEnd} 12:00:00Z`);
    }
  });

  it('calls no month incomplete that does not say so, and has a reason for each that does', async () => {
    const explain = async (view: string, month: string) => {
      const report = findReport(view);
      const explanation = await explainKpi(reader, report, 'acme/rocket', month);
      return { ...explanation, text: formatExplanation(report, explanation, { repository: 'acme/rocket', width: 80 }) };
    };
    // A view that says nothing of that, and months before the first row and after the last one.
    for (const [view, month] of [
      ['contributions_monthly', '2025-06'],
      ['issue_flow_monthly', '2019-01'],
      ['releases_monthly', '2019-01'],
    ] as const) {
      const { isComplete, lacks, text } = await explain(view, month);
      assert.deepEqual([isComplete, lacks], [null, []], view);
      assert.doesNotMatch(text, /is_complete: |lack:|week/, view);
    }
    const { text } = await explain('releases_monthly', '2030-01');
    assert.match(
      text,
      /There is no row of 2030-01\.\n\nWhat its sources lack:\n {2}releases are proven complete up to/,
    );

    // The snapshot of a day that is over, made from today's rows, is all that is there.
    await db.query(`delete from kpi.label_quality`);
    await computeRepositoryKpis(db, { repositoryId, months: [], all: false, asOf: '2025-06-10', isPast: true });
    const snapshot = await explain('label_quality', '2025-06');
    assert.ok(snapshot.table.rows.length > 0);
    assert.deepEqual(snapshot.lacks, [
      'A snapshot was made later than on its own day, or from a list that was not proven complete up to that day.',
    ]);
    const before = await explain('label_quality', '2019-01');
    assert.match(before.text, /There is no row of 2019-01\./);
    for (const { text } of [snapshot, before]) {
      assert.match(text, / Each row is a snapshot of its own day\.\n/);
      assert.doesNotMatch(text, /never computed/);
    }
  });

  const run = (args: string[], input?: string) =>
    runCli(args, { DATABASE_URL: database.url, DATABASE_READER_URL: database.readerUrl }, input);

  it('prints all of it, and its statements run in repometer sql as they stand', async () => {
    const month = ['--repository', 'ACME/rocket', '--month', '2025-06'];
    const { code, out, err } = await run(['kpis', 'explain', 'issue-flow-monthly', ...month]);
    assert.equal(code, 0, err);
    assert.match(
      out,
      /^report\.issue_flow_monthly of ACME\/rocket, 2025-06\n\nDefinition \(sql\/kpi\/issue_flow_monthly\.sql\)\n {2}The flow of issues/,
    );
    assert.match(
      out,
      /\nWindow \(UTC\): from 2025-06-01T00:00:00Z on, before 2025-07-01T00:00:00Z\. The tables stand at the end of 2025-07-10\.\n/,
    );
    assert.match(out, /\nis_complete: true\n/);
    const [, figure, statement] =
      /\nissues_opened: (\d+), source rows: \1\. Issues that were opened in the month\.\n(select[^;]+;)\n/.exec(out)!;
    const rows = await run(['sql', '-', '--format', 'json'], statement);
    assert.equal((JSON.parse(rows.out) as unknown[]).length, Number(figure));
  });

  it('prints the definition alone where no month is named, without a database', async () => {
    const { code, out } = await runCli(['kpis', 'explain', 'new-contributors-monthly']);
    assert.equal(code, 0);
    assert.deepEqual(out.match(/^Definition .*$/gm), [
      'Definition (sql/kpi/new_contributors_monthly.sql)',
      'Definition (sql/kpi/new_contributors.sql)',
      'Definition (sql/kpi/first_contributions.sql)',
    ]);
  });

  for (const [what, args, expected, sentence] of [
    ['a view that is none', ['nothing'], 2, /There is no view "nothing"; known are/],
    [
      'a view without KPIs',
      ['labels'],
      2,
      /labels shows rows as they are, no KPIs; explained are contributions_monthly,/,
    ],
    [
      'a month that is none',
      ['issue_flow_monthly', '--repository', 'a/b', '--month', '2025-13'],
      2,
      /A month is written as 2026-10, not "2025-13"\./,
    ],
    [
      'a month without a repository',
      ['issue_flow_monthly', '--month', '2025-06'],
      2,
      /Give both --repository and --month/,
    ],
    [
      'a repository that is not kept',
      ['issue_flow_monthly', '--repository', 'no/body', '--month', '2025-06'],
      1,
      /no\/body is not kept here/,
    ],
  ] as const) {
    it(`refuses ${what} with a sentence`, async () => {
      const { code, out, err } = await run(['kpis', 'explain', ...args]);
      assert.deepEqual([code, out], [expected, '']);
      assert.match(err, sentence);
      assert.doesNotMatch(err, /\n {4}at /);
    });
  }
});
