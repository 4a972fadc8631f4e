import type { Db } from '../../sql/query.ts';
import type { PlainLabelRow } from './plain-label-kpis.ts';

/** The rows of `kpi.issue_labels_monthly` of one repository, in the form and order of `plainIssueLabelsMonthly`. */
export async function readLabelRows(db: Db, repositoryId: number | string): Promise<PlainLabelRow[]> {
  const result = await db.query<PlainLabelRow>(
    `select month, label, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
       open_at_month_end_current_labels
     from kpi.issue_labels_monthly
     where repository_id = $1
     order by month, label collate "C"`,
    [repositoryId],
  );
  return result.rows;
}
