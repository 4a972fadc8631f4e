import type { Pool } from 'pg';

export type WrittenRows = Record<'raw' | 'github' | 'kpi' | 'sync', number>;

/** @returns a function that counts the rows of each schema that were inserted or updated since now */
export async function watchWrittenRows(db: Pool): Promise<() => Promise<WrittenRows>> {
  const { rows: since } = await db.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid');
  return async () => {
    const written: WrittenRows = { raw: 0, github: 0, kpi: 0, sync: 0 };
    const { rows: tables } = await db.query<{ schema: keyof WrittenRows; name: string }>(
      `select schemaname as schema, format('%I.%I', schemaname, tablename) as name
       from pg_tables where schemaname = any ($1)`,
      [Object.keys(written)],
    );
    for (const { schema, name } of tables) {
      const { rows } = await db.query<{ rows: number }>(
        `select count(*)::int as rows from ${name} where xmin::text::bigint > $1::bigint`,
        [since[0]?.xid],
      );
      written[schema] += rows[0]?.rows ?? 0;
    }
    return written;
  };
}
