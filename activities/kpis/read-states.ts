import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import type { ComputationInput, Reason, RepositoryId } from './computation.ts';
import { familiesJson } from './families.ts';
import type { Families, FamilyDeclaration } from './families.ts';

/** Where a family's tables of a repository stand, as `kpi/refresh/read_states` tells it. */
export interface State {
  repository_id: RepositoryId;
  family: string;
  as_of: string | null;
  definition_version: number | null;
  source_was_whole: boolean | null;
  /** Null: none is needed. */
  source_is_whole: boolean | null;
  /** Each source of the family was complete once. */
  has_sources: boolean;
  /** Months of it are due. */
  has_due: boolean;
  [column: string]: unknown;
}

/** Where the tables of these families stand, of each of some repositories. */
export function readStates(db: Db, families: Families, repositoryIds: RepositoryId[]): Promise<State[]> {
  return runSql<State>(db, 'kpi/refresh/read_states', {
    repository_ids: repositoryIds,
    families: familiesJson(families),
  });
}

/** Why every month counts anew: another definition, or the whole source has become whole or is no more; null: it does not. */
export function whyOutdated(state: State, { version }: FamilyDeclaration): Reason | null {
  if (state.as_of === null) return 'first computation';
  if (state.definition_version !== version) return 'another definition';
  return state.source_is_whole === state.source_was_whole ? null : 'whole source';
}

/** The tables stand at that day, by the definition of today. */
export function isCurrent(state: State, declaration: FamilyDeclaration, asOf: string): boolean {
  return state.as_of === asOf && whyOutdated(state, declaration) === null;
}

/**
 * Whether a computation finds anything to do. It may be asked without the lock of the family: another computation that is under way
 * has not yet taken what is due, as far as others see.
 */
export function isBehind(state: State, declaration: FamilyDeclaration, input: ComputationInput): boolean {
  if (input.all || input.isPast || input.months.length > 0) return true;
  return state.has_due || !isCurrent(state, declaration, input.asOf);
}
