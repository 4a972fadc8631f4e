import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';

interface TopLabel extends Record<string, unknown> {
  label: string;
  issues_opened: number;
  /** Labels with any, whatever the limit. */
  total_records: number;
}

/**
 * The labels with the most opened issues, the most used first.
 *
 * @param options `repositoryId`, GitHub's id; months from the one of the day `from` to before `to`; `limit`, labels at most
 */
export function listTopLabels(
  db: Db,
  { repositoryId, from, to, limit }: { repositoryId: string; from: string; to: string; limit: number },
): Promise<TopLabel[]> {
  return runSql<TopLabel>(db, 'report/top_labels', {
    repository_id: repositoryId,
    from_month: `${from.slice(0, 7)}-01`,
    to_month: to,
    limit,
  });
}
