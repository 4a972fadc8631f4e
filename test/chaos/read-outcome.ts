import type { Pool } from 'pg';
import { tableDigests } from '../support/table-digests.ts';

/** What must not depend on the way a run came to its end. */
export interface Outcome {
  tables: Record<string, string>;
  /** One digest for each account. */
  accounts: string[];
  /** Rows as the cursors count them, against GitHub's own number. */
  resources: unknown[];
  gaps: unknown[];
  computations: unknown[];
  marksLeft: unknown[];
}

/**
 * @param asOf the day of the last computation: only its snapshot of label quality compares, since an earlier one shows
 *   the list as it was then
 */
export async function readOutcome(db: Pool, asOf: string): Promise<Outcome> {
  const rows = async (sql: string, values: unknown[] = []) =>
    (await db.query<Record<string, unknown>>(sql, values)).rows;
  const [quality] = await rows(
    `select count(*) || ' rows ' || md5(string_agg(line, '' order by line)) as digest
     from (
       select (to_jsonb(found) - array['computed_at', 'data_complete_through'])::text as line
       from kpi.label_quality as found
       where as_of = $1 and data_complete_through is not null
     ) as snapshot`,
    [asOf],
  );
  const { 'github.account': _, ...tables } = await tableDigests(db);
  const accounts = await rows(
    "select md5((to_jsonb(found) - 'answered_at')::text) as digest from github.account as found",
  );
  return {
    tables: { ...tables, 'kpi.label_quality': String(quality?.['digest']) },
    accounts: accounts.map(({ digest }) => String(digest)),
    resources: await rows(`
      select repository, resource, state, rows_stored, github_total from report.sync_status order by 1, 2`),
    gaps: await rows('select subject_id, resource from sync.gap order by 1, 2'),
    computations: await rows('select repository_id, family, as_of from kpi.computation order by 1, 2'),
    marksLeft: [
      ...(await rows('select distinct subject_id, source, month from sync.mark order by 1, 2, 3')),
      ...(await rows('select repository_id, family, month from kpi.due_month order by 1, 2, 3')),
    ],
  };
}
