import type { Db } from '../../sql/query.ts';
import type { Table } from './table.ts';
import { isoInstant, oid } from './types.ts';

const asText = { getTypeParser: () => (value: string) => value };

/**
 * Runs one statement in the extended protocol, which refuses a second one behind a semicolon.
 *
 * @returns columns and rows; no columns when the statement gives none
 * @throws what Postgres says
 */
export async function readRows(db: Db, text: string, values: unknown[] = []): Promise<Table> {
  const query = { text, values, rowMode: 'array' as const, queryMode: 'extended', types: asText };
  const result = await db.query<(string | null)[]>(query);
  const columns = result.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  const instants = columns.flatMap(({ type }, place) => (type === oid.timestamptz ? [place] : []));
  for (const row of result.rows) {
    for (const place of instants) {
      const value = row[place];
      if (typeof value === 'string') row[place] = isoInstant(value);
    }
  }
  return { columns, rows: result.rows };
}
