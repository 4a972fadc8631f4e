import { queryTexts } from '../../sql/query-texts.ts';
import type { Db } from '../../sql/query.ts';
import type { Table } from './table.ts';
import { isoInstant, oid } from './types.ts';

/**
 * Runs one statement in the extended protocol, which refuses a second one behind a semicolon.
 *
 * @param name under which sessions keep it planned
 * @returns columns and rows; no columns when the statement gives none
 * @throws what Postgres says
 */
export async function readRows(db: Db, text: string, values: unknown[] = [], name?: string): Promise<Table> {
  const { fields, rows } = await queryTexts(db, text, values, name);
  const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  const instants = columns.flatMap(({ type }, place) => (type === oid.timestamptz ? [place] : []));
  for (const row of rows) {
    for (const place of instants) {
      const value = row[place];
      if (typeof value === 'string') row[place] = isoInstant(value);
    }
  }
  return { columns, rows };
}
