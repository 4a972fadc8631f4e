import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import {
  lockFamily,
  noChanges,
  recordComputation,
  statementValues,
  writeTable,
  type Changes,
  type ComputationRequest,
  type RepositoryId,
} from './computation.ts';
import { takeWork } from './take-work.ts';

const family = 'issue_labels';

/**
 * Brings `kpi.issue_labels_monthly` of one repository up to date: the touched months, or all. Its rows and the marks that it takes
 * belong to one transaction, which the caller ends. The columns by label history are filled while that history is complete, and
 * all of them are when it becomes so, or null when it no longer is.
 *
 * @returns the changes and how many months were counted anew
 */
export async function computeIssueLabels(
  db: PoolClient,
  request: ComputationRequest,
): Promise<{ changes: Changes; months: number }> {
  await lockFamily(db, request.repositoryId, family);
  const history = await readLabelHistory(db, request.repositoryId);
  const all = request.all || history.is_complete !== history.was_complete;
  const work = await takeWork(db, family, { ...request, all });
  const months = work.all ? await allMonths(db, request) : work.months;
  const changes = await writeMonths(db, request, months, { hasHistory: history.is_complete, isAll: work.all });
  await recordComputation(db, family, request);
  await runSql(db, 'kpi/refresh/record_label_history', {
    repository_id: request.repositoryId,
    has_history: history.is_complete,
  });
  return { changes, months: months.length };
}

async function writeMonths(
  db: PoolClient,
  request: ComputationRequest,
  months: string[],
  { hasHistory, isAll }: { hasHistory: boolean; isAll: boolean },
): Promise<Changes> {
  if (months.length === 0) return noChanges;
  const values = { ...statementValues(family, request), months };
  const steps = [];
  if (!hasHistory && isAll) {
    const { repository_id, computed_at } = values;
    steps.push(await writeTable(db, 'kpi/clear_issue_label_history', { repository_id, computed_at }));
  }
  steps.push(await writeTable(db, 'kpi/issue_labels_monthly', { ...values, has_history: hasHistory }));
  if (hasHistory) steps.push(await writeTable(db, 'kpi/issue_label_history_monthly', values));
  return {
    written: steps.reduce((sum, { written }) => sum + written, 0),
    deleted: steps.reduce((sum, { deleted }) => sum + deleted, 0),
  };
}

async function readLabelHistory(db: PoolClient, repositoryId: RepositoryId) {
  const [history] = await runSql<{ is_complete: boolean; was_complete: boolean | null }>(
    db,
    'kpi/refresh/label_history',
    { repository_id: repositoryId },
  );
  return history!;
}

async function allMonths(db: PoolClient, { repositoryId, asOf }: ComputationRequest): Promise<string[]> {
  const rows = await runSql<{ month: string }>(db, 'kpi/refresh/issue_label_months', {
    repository_id: repositoryId,
    as_of: asOf,
  });
  return rows.map(({ month }) => month);
}
