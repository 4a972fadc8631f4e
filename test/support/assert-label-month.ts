import assert from 'node:assert/strict';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import type { Pool } from 'pg';

interface Row {
  label: string;
  by_history: number | null;
  by_rows: number;
  lack: string | null;
}

/**
 * Computes the KPIs of a repository as of a day, and asserts that in its month label history tells for every label what the
 * issues themselves say.
 *
 * @param asOf YYYY-MM-DD, UTC
 * @throws AssertionError with the labels of which it does not, or tells nothing
 */
export async function assertLabelMonth(
  db: Pool,
  repositoryId: number | string,
  asOf: string,
  context?: string,
): Promise<void> {
  await createKpiActivities({ db }).computeRepositoryKpis({
    repositoryId,
    months: [],
    all: false,
    asOf,
    isPast: false,
  });
  const { rows } = await db.query<Row>(
    `select label, open_at_month_end as by_history, open_at_month_end_current_labels as by_rows, label_history_lack as lack
     from report.issue_labels_monthly
     where repository_id = $1 and month = $2 and not is_without_label
     order by label`,
    [repositoryId, `${asOf.slice(0, 7)}-01`],
  );
  const wrong = rows.filter(({ by_history, by_rows, lack }) => by_history !== by_rows || lack !== null);
  assert.deepEqual(wrong, [], context);
}
