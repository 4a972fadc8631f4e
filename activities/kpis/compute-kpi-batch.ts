import type { Pool } from 'pg';
import type { Recomputed } from '../../workflows/contract.ts';
import { inTransaction } from '../../sql/db.ts';
import { readClock } from '../../sql/read-clock.ts';
import { addChanges, noChanges } from './computation.ts';
import type { Changes, ComputationInput, ComputationRequest, RepositoryId } from './computation.ts';
import { computeFamily } from './compute-family.ts';
import type { FamilyComputation } from './compute-family.ts';
import { families as ownFamilies } from './families.ts';
import type { Families, FamilyDeclaration } from './families.ts';
import { isBehind, readStates } from './read-states.ts';
import { byReason } from './recomputed.ts';
import { takeMarks } from './take-marks.ts';

export interface ComputeKpiBatchInput extends ComputationInput {
  repositoryIds: RepositoryId[];
}

export interface KpiBatch {
  /** Rows written and deleted; a table that was up to date counts nothing. */
  families: Record<string, Changes>;
  /** Months of repositories that were counted anew. */
  monthsComputed: number;
  /** Which months of which family, and why. */
  recomputed: Recomputed[];
  /** Repositories with a family that could not be computed, whose months stay due, and what Postgres said. */
  failed: { repositoryId: RepositoryId; reason: string }[];
}

/**
 * Brings the summary tables of some repositories up to date, each family in a transaction of its own for all of them together.
 * Where Postgres refuses a row, that family is computed for each repository by itself, so that one keeps no other back.
 *
 * @param families the table of families; another one than the product's in tests alone
 * @throws what Postgres says when it fails as a whole, and when the only repository asked for fails; everything of the family
 *   under way is rolled back
 */
export async function computeKpiBatch(
  pool: Pool,
  input: ComputeKpiBatchInput,
  families: Families = ownFamilies,
): Promise<KpiBatch> {
  const computedAt = await readClock(pool);
  const request = { ...input, repositoryIds: [...new Set(input.repositoryIds)], computedAt };
  if (!input.isPast) await takeMarks(pool, request.repositoryIds, families);

  const states = await readStates(pool, families, request.repositoryIds);
  const changes: Record<string, Changes> = {};
  const months = new Set<string>();
  const recomputed: Recomputed[] = [];
  const failed = new Map<RepositoryId, string>();
  for (const [family, declaration] of Object.entries(families)) {
    changes[family] = noChanges;
    if (input.isPast && declaration.grain !== 'day') continue;
    const behind = states.filter((state) => state.family === family && isBehind(state, declaration, input));
    if (behind.length === 0) continue;
    const repositoryIds = behind.map(({ repository_id }) => repository_id);
    const onFailure = (repositoryId: RepositoryId, error: Error) => failed.set(repositoryId, error.message);
    const computed = await computeApart(pool, family, declaration, {
      request: { ...request, repositoryIds },
      onFailure,
    });
    for (const done of computed) {
      changes[family] = addChanges(changes[family], done.changes);
      for (const { repositoryId, month } of done.pairs) months.add(`${repositoryId} ${month}`);
    }
    const pairs = computed.flatMap((done) => done.recomputed);
    recomputed.push(...byReason(family, declaration, pairs));
  }
  return {
    families: changes,
    monthsComputed: months.size,
    recomputed,
    failed: [...failed].map(([repositoryId, reason]) => ({ repositoryId, reason })),
  };
}

interface Apart {
  request: ComputationRequest;
  onFailure: (repositoryId: RepositoryId, error: Error) => void;
}

/** All repositories at once, or each by itself where that is refused. */
async function computeApart(
  pool: Pool,
  family: string,
  declaration: FamilyDeclaration,
  { request, onFailure }: Apart,
): Promise<FamilyComputation[]> {
  const compute = (repositoryIds: RepositoryId[]) =>
    inTransaction(pool, (db) => computeFamily(db, family, declaration, { ...request, repositoryIds }));
  try {
    return [await compute(request.repositoryIds)];
  } catch (error) {
    if (request.repositoryIds.length === 1 || !isOfRows(error)) throw error;
  }
  const done: FamilyComputation[] = [];
  for (const repositoryId of request.repositoryIds) {
    try {
      done.push(await compute([repositoryId]));
    } catch (error) {
      if (!isOfRows(error)) throw error;
      onFailure(repositoryId, error);
    }
  }
  return done;
}

/** Whether Postgres refuses what it was given (classes 21 to 23 and 54); anything else passes, or hits every repository alike. */
function isOfRows(error: unknown): error is Error {
  return error instanceof Error && /^(21|22|23|54)/.test((error as Error & { code?: string }).code ?? '');
}
