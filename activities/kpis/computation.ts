import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import { definitionVersions, type Family } from './families.ts';

/** As Postgres gives it: a bigint beyond 2^53 stays a string. */
export type RepositoryId = number | string;

export interface ComputationRequest {
  repositoryId: RepositoryId;
  /** First days of months (YYYY-MM-DD); empty: the touched ones. */
  months: string[];
  /** Every month, touched or not. */
  all: boolean;
  /** Day (YYYY-MM-DD, UTC) at whose end the rows stand. */
  asOf: string;
  /** The day is over: its label_quality is made from today's rows, and the monthly tables stay where they are. */
  isPast: boolean;
  computedAt: Date;
}

/** Rows that differed and were written, rows that went. */
export type Changes = { written: number; deleted: number };

export const noChanges: Changes = { written: 0, deleted: 0 };

/** The parameters that every statement of `sql/kpi/` takes. */
export function statementValues(family: Family, { repositoryId, asOf, computedAt }: ComputationRequest) {
  return {
    repository_id: repositoryId,
    as_of: asOf,
    computed_at: computedAt,
    definition_version: definitionVersions[family],
  };
}

/**
 * Runs one statement of `sql/kpi/` that writes a table and reports how many rows it changed.
 *
 * @param file path below `sql/` without the ending
 */
export async function writeTable(db: PoolClient, file: string, values: Record<string, unknown>): Promise<Changes> {
  const [changes = noChanges] = await runSql<Changes>(db, file, values);
  return { written: changes.written, deleted: changes.deleted };
}

/** Waits for its turn: one computation at a time for each repository and family, until the transaction ends. */
export async function lockFamily(db: PoolClient, repositoryId: RepositoryId, family: Family): Promise<void> {
  await runSql(db, 'kpi/refresh/lock_family', { repository_id: repositoryId, family });
}

/** Remembers the day and the definition that the family stands at. */
export async function recordComputation(db: PoolClient, family: Family, request: ComputationRequest): Promise<void> {
  await runSql(db, 'kpi/refresh/record_computation', {
    repository_id: request.repositoryId,
    family,
    as_of: request.asOf,
    definition_version: definitionVersions[family],
  });
}
