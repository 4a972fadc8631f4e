import type { Pool } from 'pg';

/**
 * Tables whose rows depend on GitHub alone, with the columns that tell when we looked left out. Of rows that are gone it
 * depends on when we looked whether they were ever stored, so only those that are there count. For the same reason
 * `github.repository_daily` is none of them.
 */
const tables: Record<string, string[]> = {
  'github.repository': ['answered_at'],
  'github.account': ['answered_at'],
  'github.issue': ['deleted_at', 'deletion'],
  'github.issue_transfer': ['found_at', 'issue_id'],
  'github.pull_request': ['deleted_at'],
  'github.comment': ['deleted_at'],
  'github.review_comment': ['deleted_at'],
  'github.review': ['deleted_at'],
  // Which label an event is of is told where GraphQL was asked.
  'github.issue_event': ['deleted_at', 'label_id'],
  'github.label': ['deleted_at'],
  'github.label_former_name': ['until_at'],
  'github.milestone': ['deleted_at'],
  'github.release': ['deleted_at'],
  'github.fork': ['deleted_at'],
  'github.deployment': ['deleted_at'],
  'github.commit': ['deleted_at'],
  'github.star_week': [],
  'github.contributor_stats': [],
  // A period that ended with its label ended when that was found.
  'github.issue_label_period': ['unlabeled_at'],
  'github.issue_label_carry': ['ended_at'],
  'kpi.issue_labels_monthly': ['computed_at'],
  'kpi.label_categories_monthly': ['computed_at'],
  'kpi.label_quality': ['computed_at'],
  'kpi.new_contributors': ['computed_at'],
  'kpi.new_contributors_monthly': ['computed_at'],
  'kpi.releases_monthly': ['computed_at'],
  'kpi.contributions_monthly': ['computed_at'],
  'kpi.contributors_monthly': ['computed_at'],
  'kpi.contributor_absence_monthly': ['computed_at'],
  'kpi.issue_flow_monthly': ['computed_at'],
  'kpi.pull_request_flow_monthly': ['computed_at'],
};

/**
 * One digest a table, equal for equal rows in whatever order.
 *
 * @param leftOut tables and columns (`schema.table.column`) that this database does not have yet
 */
export async function tableDigests(db: Pool, leftOut: readonly string[] = []): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [table, left] of Object.entries(tables)) {
    if (leftOut.includes(table)) continue;
    const alive = left.includes('deleted_at') ? 'where deleted_at is null' : '';
    const { rows } = await db.query<{ digest: string }>(
      `select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
       from (select md5((to_jsonb(found) - $1::text[])::text) as line from ${table} as found ${alive}) as lines`,
      [[...left, ...columnsOf(table, leftOut)]],
    );
    digests[table] = rows[0]?.digest ?? '';
  }
  return digests;
}

const columnsOf = (table: string, names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith(`${table}.`)).map((name) => name.slice(table.length + 1));
