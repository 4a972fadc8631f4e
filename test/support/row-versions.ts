import type { Db } from '../../sql/query.ts';

/** Where each row version of tables of the schema `github` lies: equal as long as no row is written. */
export async function versionsOf(db: Db, tables: readonly string[]): Promise<string[]> {
  const versions: string[] = [];
  for (const table of tables) {
    const { rows } = await db.query<{ version: string }>(
      `select concat_ws(' ', '${table}', ctid, xmin) as version from github.${table} order by ctid`,
    );
    versions.push(...rows.map(({ version }) => version));
  }
  return versions;
}
