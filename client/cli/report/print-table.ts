import type { Db } from '../../../sql/query.ts';
import { countRows } from '../../reports/count-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import type { Output } from '../output.ts';
import { formatSummary } from '../tables/summary-table.ts';
import { importantColumns } from './important-columns.ts';
import { lineWidth } from '../terminal.ts';

/** A table must know all of its rows before it can write the first; nobody reads more than these. */
const mostShown = 5_000;

const count = (number: number) => number.toLocaleString('en-US');

/**
 * Prints a report for the eye, and says how many rows it has left out.
 *
 * @returns the number of rows that it has shown
 */
export async function printTable(output: Output, db: Db, view: string, filter: ReportFilter): Promise<number> {
  const found = await readReport(db, view, filter, { limit: mostShown + 1 });
  const table = { ...found, rows: found.rows.slice(0, mostShown) };
  output.print(formatSummary(table, { width: lineWidth(output.stdout), first: importantColumns(view) }));
  if (found.rows.length > mostShown) {
    const all = count(await countRows(db, view, filter));
    output.say(`These are the first ${count(mostShown)} of ${all} rows; --format list, json or csv gives all of them.`);
  }
  return table.rows.length;
}
