import type { Db } from '../../sql/query.ts';
import type { PlainFullRow } from './plain-label-history.ts';

/** The rows of `kpi.issue_labels_monthly` of one repository with the columns by label history, by month and label. */
export async function readHistoryRows(db: Db, repositoryId: number | string): Promise<PlainFullRow[]> {
  const result = await db.query<PlainFullRow>(
    `select month, label, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
       open_at_month_end_current_labels, labeled, unlabeled, open_at_month_end, median_hours_in_label
     from kpi.issue_labels_monthly
     where repository_id = $1
     order by month, label collate "C"`,
    [repositoryId],
  );
  return result.rows;
}
