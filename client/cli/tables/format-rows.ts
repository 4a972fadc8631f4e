import { formatCsv } from '../../reports/format-csv.ts';
import { formatJson } from '../../reports/format-json.ts';
import { formatTable } from './format-table.ts';
import type { TableStyle } from './format-table.ts';
import type { Format, Table } from '../../reports/table.ts';

/**
 * @param style only for the format `table`
 * @returns the whole text, ending in a line feed
 */
export function formatRows(table: Table, format: Format, style?: TableStyle): string {
  if (format === 'json') return formatJson(table);
  return format === 'csv' ? formatCsv(table) : formatTable(table, style);
}
