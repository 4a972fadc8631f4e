import { writeTable } from '../../reports/row-writer.ts';
import type { Format, Table } from '../../reports/table.ts';
import { formatTable } from './format-table.ts';
import type { TableStyle } from './format-table.ts';
import { rowWriterOf } from './row-writer-of.ts';

/**
 * @param style only for the format `table`
 * @returns the whole text, ending in a line feed
 */
export function formatRows(table: Table, format: Format, style?: TableStyle): string {
  if (format === 'table') return formatTable(table, style);
  return writeTable(rowWriterOf(format, table.columns), table);
}
