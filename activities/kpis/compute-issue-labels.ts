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
} from './computation.ts';
import { takeWork } from './take-work.ts';

const family = 'issue_labels';

/**
 * Brings `kpi.issue_labels_monthly` of one repository up to date: the touched months, or all. Its rows and the marks that it takes
 * belong to one transaction, which the caller ends.
 *
 * @returns the changes and how many months were counted anew
 */
export async function computeIssueLabels(
  db: PoolClient,
  request: ComputationRequest,
): Promise<{ changes: Changes; months: number }> {
  await lockFamily(db, request.repositoryId, family);
  const work = await takeWork(db, family, request);
  const months = work.all ? await allMonths(db, request) : work.months;
  const values = { ...statementValues(family, request), months };
  const changes = months.length > 0 ? await writeTable(db, 'kpi/issue_labels_monthly', values) : noChanges;
  await recordComputation(db, family, request);
  return { changes, months: months.length };
}

async function allMonths(db: PoolClient, { repositoryId, asOf }: ComputationRequest): Promise<string[]> {
  const rows = await runSql<{ month: string }>(db, 'kpi/refresh/issue_label_months', {
    repository_id: repositoryId,
    as_of: asOf,
  });
  return rows.map(({ month }) => month);
}
