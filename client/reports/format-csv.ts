import { stringify } from 'csv-stringify/sync';
import { writeTable } from './row-writer.ts';
import type { RowWriter } from './row-writer.ts';
import type { Column, Table } from './table.ts';

const lines = (rows: Table['rows']) =>
  stringify(rows, {
    quoted_match: /^\\\.$/,
    cast: { string: (value) => (value === '' ? { value, quoted_empty: true } : value) },
  });

/**
 * CSV with a header, in the text forms of Postgres, so that `\copy … from … csv header` reads it back: null is empty,
 * an empty text is `""`, and a lone `\.` is quoted (unquoted it ends the data).
 */
export function csvWriter(columns: Column[]): RowWriter {
  return { head: lines([columns.map(({ name }) => name)]), rows: lines, tail: () => '' };
}

/** A table as `csvWriter` writes it. */
export const formatCsv = (table: Table): string => writeTable(csvWriter(table.columns), table);
