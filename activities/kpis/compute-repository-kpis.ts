import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { computeContributors } from './compute-contributors.ts';
import { computeIssueLabels } from './compute-issue-labels.ts';
import { computeLabelQuality } from './compute-label-quality.ts';
import { noChanges, type Changes, type ComputationRequest, type RepositoryId } from './computation.ts';
import type { Family } from './families.ts';

export interface ComputeRepositoryKpisInput {
  repositoryId: RepositoryId;
  /** `YYYY-MM`; empty: the touched months. */
  months: string[];
  /** Every month, touched or not. */
  all: boolean;
  /** Day (YYYY-MM-DD, UTC) at whose end the rows stand. */
  asOf: string;
  /** The day is over: only a missing label_quality snapshot is made, and marked as made later. */
  isPast: boolean;
}

export interface RepositoryKpis {
  /** Rows written and deleted; a table that was up to date counts nothing. */
  families: Record<Family, Changes>;
  /** Months of the issue tables that were counted anew. */
  monthsComputed: number;
}

/**
 * Brings the summary tables of one repository up to date, each family in a transaction of its own together with the marks that it
 * took, so that a crash repeats and never skips.
 *
 * @throws what Postgres says; everything of the family under way is rolled back
 */
export async function computeRepositoryKpis(pool: Pool, input: ComputeRepositoryKpisInput): Promise<RepositoryKpis> {
  const request = { ...input, months: input.months.map((month) => `${month}-01`), computedAt: new Date() };
  const run = <T>(compute: (db: PoolClient, request: ComputationRequest) => Promise<T>) =>
    inTransaction(pool, (db) => compute(db, request));

  const quality = await run(computeLabelQuality);
  if (input.isPast) {
    return {
      families: { issue_labels: noChanges, contributors: noChanges, label_quality: quality },
      monthsComputed: 0,
    };
  }
  const labels = await run(computeIssueLabels);
  const contributors = await run(computeContributors);
  return {
    families: { issue_labels: labels.changes, contributors, label_quality: quality },
    monthsComputed: labels.months,
  };
}
