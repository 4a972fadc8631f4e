import { listReports } from '../../reports/catalogue.ts';
import type { Format } from '../../reports/table.ts';
import type { Output } from '../output.ts';
import { formatRows } from '../tables/format-rows.ts';

const text = 25; // object id of the Postgres type

/** A line for each view: its name, and what one row of it is. */
export function viewLines(indent = ''): string {
  const reports = listReports();
  const width = Math.max(...reports.map(({ view }) => view.length));
  return reports.map(({ view, row }) => `${indent}${view.padEnd(width)}  ${row}\n`).join('');
}

/** Prints what views there are. */
export function printViews({ print }: Output, format: Format): void {
  if (format === 'table') return print(viewLines());
  const columns = ['view', 'row', 'time', 'order'].map((name) => ({ name, type: text }));
  const rows = listReports().map(({ view, row, time, order }) => [
    view,
    row,
    time?.join(' or ') ?? null,
    order.map((term) => term.join(' or ')).join(', '),
  ]);
  print(formatRows({ columns, rows }, format));
}
