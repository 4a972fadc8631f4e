import type { Db } from '../../../sql/query.ts';
import { readComment, writeOut } from '../../../sql/write-out.ts';
import type { Report } from '../catalogue.ts';
import { readReport } from '../read-report.ts';
import { readRows } from '../read-rows.ts';
import { asRecords } from '../table.ts';
import type { Table } from '../table.ts';
import { findLacks } from './find-lacks.ts';
import { monthWindow } from './month-window.ts';
import type { Window } from './month-window.ts';
import { rowQueries } from './row-queries.ts';

/** A number, and where it comes from. */
interface Figure {
  name: string;
  /** What the rows are: a sentence. */
  rowsAre: string;
  /** The sum over the month's rows of the view; null: not known. */
  value: number | null;
  /** Rows of the statement. */
  sourceRows: number;
  /** Runs in `repometer sql` as it stands. */
  statement: string;
}

export interface Explanation {
  window: Window;
  /** The day at whose end the tables stand, YYYY-MM-DD; null: never computed. */
  asOf: string | null;
  /** Each row stands at a day of its own, and nothing says when the next one is made. */
  isOfSnapshots: boolean;
  /** The month's rows of the view. */
  table: Table;
  /** Null: the view does not say, or the month has no row. */
  isComplete: boolean | null;
  /** What it lacks, in sentences; of a complete month nothing. */
  lacks: string[];
  figures: Figure[];
}

/** What defines the numbers of a view, file by file. */
export function readDefinitions({ definitions }: Report): { file: string; text: string }[] {
  return definitions.map((file) => ({ file: `sql/${file}.sql`, text: readComment(file) }));
}

/** The sum of a column; null where no row knows it. */
function sum(rows: Record<string, string | null>[], column: string): number | null {
  const known = rows.map((row) => row[column] ?? null).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + Number(value), 0);
}

async function countRowsOf(db: Db, statement: string): Promise<number> {
  const { rows } = await readRows(db, `select count(*) from (\n${statement}\n) as counted`);
  return Number(rows[0]![0]);
}

/**
 * Where the numbers of a month come from: its rows, what its sources lack, and the statements that show what was counted.
 *
 * @param report a view of KPIs
 * @param repository `owner/name`, in any case
 * @param month YYYY-MM
 * @throws what Postgres says
 */
export async function explainKpi(db: Db, report: Report, repository: string, month: string): Promise<Explanation> {
  const sources = asRecords(await readReport(db, 'computations', { repository })).filter(({ family }) =>
    report.families.includes(family!),
  );
  const asOf = sources.map((source) => source.as_of ?? null).find((day) => day !== null) ?? null;
  const window = monthWindow(month, asOf);
  const table = await readReport(db, report.view, { repository, from: window.month, to: window.monthEnd });
  const rows = asRecords(table);
  const complete = rows.flatMap(({ is_complete: isComplete }) => (isComplete == null ? [] : [isComplete === 't']));
  const isComplete = complete.length === 0 ? null : complete.every(Boolean);

  const figures: Figure[] = [];
  for (const { figure, file } of rowQueries(report.view)) {
    const { month: first, begins, ends } = window;
    const { comment, text } = writeOut(file, { repository, month: first, begins, ends });
    const sourceRows = await countRowsOf(db, text);
    figures.push({ name: figure, rowsAre: comment, value: sum(rows, figure), sourceRows, statement: text });
  }
  return {
    window,
    asOf,
    // Snapshots follow no source.
    isOfSnapshots: sources.length === 0,
    table,
    isComplete,
    lacks: isComplete ? [] : findLacks(sources, window, rows),
    figures,
  };
}
