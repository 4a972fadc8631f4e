import type { Report } from '../../reports/catalogue.ts';
import { asRecords } from '../../reports/table.ts';
import type { Table } from '../../reports/table.ts';
import type { ChartMonth, ChartSeries } from './draw-chart.ts';

const unknown: Omit<ChartMonth, 'month'> = { value: null, isComplete: false };

/** Every month from the first to the last, both included; `2026-01`. */
function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  const [year, month] = first.split('-').map(Number) as [number, number];
  for (let place = 0; (months.at(-1) ?? '') < last; place += 1) {
    months.push(new Date(Date.UTC(year, month - 1 + place)).toISOString().slice(0, 7));
  }
  return months;
}

/**
 * The rows of a monthly view as series: one for each repository and what else its rows are told apart by, those with the largest
 * sum first. A month without a row is one that nobody knows.
 */
export function chartSeries({ order }: Report, table: Table, column: string): ChartSeries[] {
  const apart = order.flat().filter((name) => name !== 'repository_id' && name !== 'month');
  const rows = asRecords(table);
  const all = rows.map(({ month }) => month!.slice(0, 7)).sort();
  if (all.length === 0) return [];
  const months = monthsBetween(all[0]!, all.at(-1)!);
  const byTitle = new Map<string, Map<string, ChartMonth>>();
  for (const row of rows) {
    const title = apart.map((name) => row[name] || `no ${name}`).join(', ');
    const known = byTitle.get(title) ?? new Map<string, ChartMonth>();
    byTitle.set(title, known);
    const month = row.month!.slice(0, 7);
    const value = row[column] ?? null;
    known.set(month, { month, value: value === null ? null : Number(value), isComplete: row.is_complete === 't' });
  }
  const sum = ({ months: own }: ChartSeries) => own.reduce((total, { value }) => total + (value ?? 0), 0);
  return [...byTitle]
    .map(([title, known]) => ({ title, months: months.map((month) => known.get(month) ?? { month, ...unknown }) }))
    .sort((one, other) => sum(other) - sum(one));
}
