import type { Table } from './table.ts';

/** Makes a text of rows that come in parts. */
export interface RowWriter {
  /** What stands before the rows. */
  head: string;
  /** The text of some rows; the parts are given in their order. */
  rows(rows: Table['rows']): string;
  /** What stands behind the last one. */
  tail(): string;
}

/** The whole text of a table that is in memory. */
export function writeTable(writer: RowWriter, { rows }: Table): string {
  return writer.head + writer.rows(rows) + writer.tail();
}
