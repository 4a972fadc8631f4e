import type { Pool } from 'pg';
import { typedTables } from '../../activities/raw/typed-tables.ts';

const tables = ['repository', 'account', 'issue_transfer', 'label_alias', ...typedTables.map(({ name }) => name)];

/** Rows and a digest of each table of `github`, every column included; equal for equal rows in whatever order. */
export async function typedDigests(db: Pool): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await db.query<{ digest: string }>(
      `select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
       from (select md5(to_jsonb(found)::text) as line from github.${table} as found) as lines`,
    );
    digests[table] = rows[0]?.digest ?? '';
  }
  return digests;
}
