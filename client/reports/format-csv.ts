import { stringify } from 'csv-stringify/sync';
import type { Table } from './table.ts';

/**
 * CSV with a header, in the text forms of Postgres, so that `\copy … from … csv header` reads it back: null is empty,
 * an empty text is `""`, and a lone `\.` is quoted (unquoted it ends the data).
 */
export function formatCsv({ columns, rows }: Table): string {
  const header = columns.map(({ name }) => name);
  return stringify([header, ...rows], {
    quoted_match: /^\\\.$/,
    cast: { string: (value) => (value === '' ? { value, quoted_empty: true } : value) },
  });
}
