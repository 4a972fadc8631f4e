import type { PoolClient } from 'pg';
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

const family = 'contributors';

/**
 * Brings `kpi.new_contributors` and `kpi.new_contributors_monthly` of one repository up to date. The statistics come as a whole set,
 * so any touched month replaces the set. The caller ends the transaction.
 */
export async function computeContributors(db: PoolClient, request: ComputationRequest): Promise<Changes> {
  await lockFamily(db, request.repositoryId, family);
  const work = await takeWork(db, family, request);
  if (!work.all && work.months.length === 0) return noChanges;
  const values = statementValues(family, request);
  const people = await writeTable(db, 'kpi/new_contributors', values);
  const monthly = await writeTable(db, 'kpi/new_contributors_monthly', values);
  await recordComputation(db, family, request);
  return { written: people.written + monthly.written, deleted: people.deleted + monthly.deleted };
}
