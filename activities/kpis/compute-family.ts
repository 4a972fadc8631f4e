import type { PoolClient } from 'pg';
import { runSql, statement } from '../../sql/query.ts';
import { addChanges, noChanges } from './computation.ts';
import type { Changes, ComputationRequest, Pair } from './computation.ts';
import type { FamilyDeclaration, Step } from './families.ts';
import { isCurrent } from './read-states.ts';
import type { State } from './read-states.ts';
import { takeWork } from './take-work.ts';

/** What a computation of a family has done. */
export interface FamilyComputation {
  changes: Changes;
  /** Months that were counted anew; none of a family whose statements look at no months. */
  pairs: Pair[];
}

/**
 * Brings the tables of one family up to date, of one repository or of many at once. The rows and the months that it takes belong to
 * one transaction, which the caller ends: a crash repeats and never skips. Others that compute the family for one of the
 * repositories wait for it.
 *
 * @param family its name in `kpi.due_month` and `kpi.computation`
 * @throws what Postgres says
 */
export async function computeFamily(
  db: PoolClient,
  family: string,
  declaration: FamilyDeclaration,
  request: ComputationRequest,
): Promise<FamilyComputation> {
  await runSql(db, 'kpi/refresh/lock_family', { repository_ids: request.repositoryIds, family });
  const { states, pairs } = await takeWork(db, family, declaration, request);
  let changes = noChanges;
  for (const step of declaration.statements) {
    changes = addChanges(changes, await runStep(db, step, { declaration, request, pairs }));
  }
  if (!request.isPast) await record(db, family, declaration, { request, states });
  return { changes, pairs: declaration.months ? pairs : [] };
}

const conditions: Record<NonNullable<Step['where']>, (pair: Pair) => boolean> = {
  'source is whole': ({ hasWholeSource }) => hasWholeSource,
  'source is no longer whole': ({ hasWholeSource, hadWholeSource }) => hadWholeSource && !hasWholeSource,
};

interface StepWork {
  declaration: FamilyDeclaration;
  request: ComputationRequest;
  pairs: Pair[];
}

async function runStep(
  db: PoolClient,
  { file, where, values: own }: Step,
  { declaration, request, pairs }: StepWork,
): Promise<Changes> {
  const wanted = where ? pairs.filter(conditions[where]) : pairs;
  if (wanted.length === 0) return noChanges;
  const values: Record<string, unknown> = {
    repository_ids: wanted.map(({ repositoryId }) => repositoryId),
    months: wanted.map(({ month }) => month),
    has_whole_source: wanted.map(({ hasWholeSource }) => hasWholeSource),
    as_of: request.asOf,
    is_retroactive: request.isPast,
    definition_version: declaration.version,
    computed_at: request.computedAt,
    ...own,
  };
  const named = statement(file).parameters.map((name) => [name, values[name]]);
  const [changes = noChanges] = await runSql<Changes>(db, file, Object.fromEntries(named) as typeof values);
  return { written: changes.written, deleted: changes.deleted };
}

/** Remembers the day and the definition that the tables stand at, where it is not what is remembered. */
async function record(
  db: PoolClient,
  family: string,
  declaration: FamilyDeclaration,
  { request, states }: { request: ComputationRequest; states: State[] },
): Promise<void> {
  const moved = states.filter((state) => !isCurrent(state, declaration, request.asOf));
  if (moved.length === 0) return;
  await runSql(db, 'kpi/refresh/record_computations', {
    repository_ids: moved.map(({ repository_id }) => repository_id),
    sources_were_whole: moved.map(({ source_is_whole }) => source_is_whole),
    family,
    as_of: request.asOf,
    definition_version: declaration.version,
  });
}
