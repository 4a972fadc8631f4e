import type { Pool } from 'pg';
import { computeKpiBatch, type ComputeKpiBatchInput } from './compute-kpi-batch.ts';
import { computeRepositoryKpis, type ComputeRepositoryKpisInput } from './compute-repository-kpis.ts';
import { listRepositoriesToCompute, type ListRepositoriesInput } from './list-repositories-to-compute.ts';

/**
 * The activities of the workflow `computeKpis`, for the task queue `repometer`.
 *
 * @param db pool of the owner of the schemas
 */
export function createKpiActivities({ db }: { db: Pool }) {
  return {
    listRepositoriesToCompute: (input: ListRepositoriesInput) => listRepositoriesToCompute(db, input),
    computeKpiBatch: (input: ComputeKpiBatchInput) => computeKpiBatch(db, input),
    computeRepositoryKpis: (input: ComputeRepositoryKpisInput) => computeRepositoryKpis(db, input),
  };
}
