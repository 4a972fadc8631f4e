import type { Db } from '../../../sql/query.ts';
import { findReport } from '../../reports/catalogue.ts';
import { readReport } from '../../reports/read-report.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import { chartSeries } from '../chart/chart-series.ts';
import { drawChart, explainMarks } from '../chart/draw-chart.ts';
import type { Output } from '../output.ts';
import { lineWidth } from '../terminal.ts';

const mostRows = 20_000;
const mostCharts = 6;

/**
 * Prints a column of a monthly view as charts, those with the largest numbers first, and says how many it has left out.
 *
 * @returns the number of rows that they are made of
 * @throws Error with a sentence when there are more rows than anybody could see
 */
export async function printChart(
  { print, say, stdout }: Output,
  db: Db,
  view: string,
  filter: ReportFilter,
  { column, unit }: { column: string; unit: string },
): Promise<number> {
  const table = await readReport(db, view, filter, { limit: mostRows + 1 });
  if (table.rows.length > mostRows) {
    throw new Error('These are too many rows for a chart: name a repository with --repository, or months with --from.');
  }
  const { type } = table.columns.find(({ name }) => name === column)!;
  const series = chartSeries(findReport(view), table, column);
  const drawn = series.slice(0, mostCharts);
  if (drawn.length === 0) return 0;
  const charts = drawn.map((one) => drawChart(one, { width: lineWidth(stdout), type }).join('\n'));
  print(
    `${[`${view}: ${column} (${unit}), by UTC month`, ...charts, explainMarks(drawn).join(' · ')].join('\n\n').trimEnd()}\n`,
  );
  const left = series.length - drawn.length;
  if (left > 0) say(`${left} more are not drawn: their numbers are smaller; --repository chooses.`);
  return table.rows.length;
}
