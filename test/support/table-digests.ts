import type { Pool } from 'pg';

/** Tables whose rows depend on GitHub alone, with the columns that tell when we looked left out. */
const tables: Record<string, string[]> = {
  'github.repository': ['answered_at'],
  'github.account': ['answered_at'],
  'github.issue': [],
  'github.contributor_stats': [],
  'kpi.issue_labels_monthly': ['computed_at'],
  'kpi.label_quality': ['computed_at'],
  'kpi.new_contributors': ['computed_at'],
  'kpi.new_contributors_monthly': ['computed_at'],
};

/** One digest a table, equal for equal rows in whatever order. */
export async function tableDigests(db: Pool): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [table, left] of Object.entries(tables)) {
    const { rows } = await db.query<{ digest: string }>(
      `select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
       from (select md5((to_jsonb(found) - $1::text[])::text) as line from ${table} as found) as lines`,
      [left],
    );
    digests[table] = rows[0]?.digest ?? '';
  }
  return digests;
}
