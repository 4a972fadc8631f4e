import type { Table } from '../../reports/table.ts';

/** The rows of the last months that a table has. */
export function recentMonths(table: Table, count: number): Table {
  const place = table.columns.findIndex(({ name }) => name === 'month');
  const months = [...new Set(table.rows.map((row) => row[place] ?? ''))].sort().slice(-count);
  return { ...table, rows: table.rows.filter((row) => months.includes(row[place] ?? '')) };
}
