import type { PoolClient } from 'pg';
import type { ComputationRequest } from '../../activities/kpis/computation.ts';
import { computeFamily, type FamilyComputation } from '../../activities/kpis/compute-family.ts';
import { families, type Family } from '../../activities/kpis/families.ts';
import { runSql } from '../../sql/query.ts';

/** Takes marks and computes one family as `computeKpiBatch` does, inside a transaction that the caller may roll back. */
export async function computeInside(
  db: PoolClient,
  family: Family,
  request: Omit<ComputationRequest, 'computedAt' | 'isPast'>,
): Promise<FamilyComputation> {
  await runSql(db, 'kpi/refresh/move_marks', { repository_ids: request.repositoryIds });
  return computeFamily(db, family, families[family], { ...request, isPast: false, computedAt: new Date() });
}
