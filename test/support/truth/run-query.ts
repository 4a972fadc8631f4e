import type { Db } from '../../../sql/query.ts';
import type { TypedRow } from './typed-table.ts';

/** Rows as Postgres gives them in JSON: numbers for ids, text for instants and days, arrays for arrays. */
export async function runQuery(db: Db, text: string, values: unknown[]): Promise<TypedRow[]> {
  const { rows } = await db.query<{ row: TypedRow }>(`select to_jsonb(found) as row from (${text}) as found`, values);
  return rows.map(({ row }) => row);
}
