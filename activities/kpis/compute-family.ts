import type { PoolClient } from 'pg';
import { runSql, statement } from '../../sql/query.ts';
import { addChanges, noChanges } from './computation.ts';
import type { Changes, ComputationRequest, Pair } from './computation.ts';
import type { FamilyDeclaration, Step } from './families.ts';
import { listMonths } from './list-months.ts';
import { isCurrent } from './read-states.ts';
import type { State } from './read-states.ts';
import { byRepository } from './recomputed.ts';
import { takeWork } from './take-work.ts';

/** What a computation of a family has done. */
export interface FamilyComputation {
  changes: Changes;
  /** Months that were counted anew; none of a family whose statements look at no months. */
  pairs: Pair[];
  /** The same, and of a family whose statements look at no months one for each repository. */
  recomputed: Pair[];
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
  // A snapshot is never computed anew.
  const recomputed = declaration.grain === 'day' ? [] : pairs;
  await remember(db, family, declaration, { request, recomputed });
  if (!request.isPast) await record(db, family, declaration, { request, states });
  return { changes, pairs: declaration.months ? pairs : [], recomputed };
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

/** Remembers which months were counted anew, and why. */
async function remember(
  db: PoolClient,
  family: string,
  { version, months: table }: FamilyDeclaration,
  { request, recomputed }: { request: ComputationRequest; recomputed: Pair[] },
): Promise<void> {
  const told = byRepository(recomputed);
  if (told.length === 0) return;
  const each = <Value>(valueOf: (months: string[]) => Value) =>
    told.map(({ months }) => (table ? valueOf(months) : null));
  await runSql(db, 'kpi/refresh/record_recomputations', {
    repository_ids: told.map(({ repositoryId }) => repositoryId),
    reasons: told.map(({ reason }) => reason),
    months: each(({ length }) => length),
    first_months: each((months) => months[0]),
    last_months: each((months) => months.at(-1)),
    month_lists: each(listMonths),
    family,
    definition_version: version,
    computed_at: request.computedAt,
  });
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
