import type { Pool } from 'pg';
import type { Recomputed } from '../../workflows/contract.ts';
import type { Changes, ComputationInput, RepositoryId } from './computation.ts';
import { computeKpiBatch } from './compute-kpi-batch.ts';
import type { Family } from './families.ts';

export interface ComputeRepositoryKpisInput extends ComputationInput {
  repositoryId: RepositoryId;
}

export interface RepositoryKpis {
  /** Rows written and deleted; a table that was up to date counts nothing. */
  families: Record<Family, Changes>;
  /** Months that were counted anew. */
  monthsComputed: number;
  /** Which months of which family, and why. */
  recomputed: Recomputed[];
}

/**
 * Brings the summary tables of one repository up to date, each family in a transaction of its own together with the months that
 * it took, so that a crash repeats and never skips.
 *
 * @throws what Postgres says; everything of the family under way is rolled back
 */
export async function computeRepositoryKpis(
  pool: Pool,
  { repositoryId, ...input }: ComputeRepositoryKpisInput,
): Promise<RepositoryKpis> {
  const { families, monthsComputed, recomputed } = await computeKpiBatch(pool, {
    ...input,
    repositoryIds: [repositoryId],
  });
  return { families: families as Record<Family, Changes>, monthsComputed, recomputed };
}
