import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import { firstDayOf } from './computation.ts';
import type { ComputationRequest, Pair, RepositoryId } from './computation.ts';
import type { FamilyDeclaration } from './families.ts';
import { monthsBetween } from './months-between.ts';
import { isOutdated, readStates } from './read-states.ts';
import type { State } from './read-states.ts';

/** What a computation is to do. */
export interface Work {
  /** Repositories whose tables stand at the new day afterwards. */
  states: State[];
  /** Months that count anew; none: nothing to do. */
  pairs: Pair[];
}

/** A mark of every month. */
const everyMonth = '-infinity';

/**
 * Takes the due months of a family and says what they, the wish and the calendar ask for. When the tables stand at another day,
 * every month from that day to the new one counts anew: its end has moved, and rows are carried into a month that has begun.
 * All months do before the first computation, after a change of the definition, and when the whole source has become whole or is
 * no more. The caller's transaction holds `kpi/refresh/lock_family`.
 */
export async function takeWork(
  db: PoolClient,
  family: string,
  declaration: FamilyDeclaration,
  request: ComputationRequest,
): Promise<Work> {
  const states = await readStates(db, { [family]: declaration }, request.repositoryIds);
  if (declaration.grain === 'day') {
    const ready = states.filter(({ has_sources }) => has_sources);
    return { states: ready, pairs: pairsOf(ready, request, () => [firstDayOf(request.asOf)]) };
  }
  const outdated = new Set(states.filter((state) => request.all || isOutdated(state, declaration)));
  const due = await takeDueMonths(db, family, declaration, { request, outdated: [...outdated] });
  for (const state of states) if (due(state).includes(everyMonth)) outdated.add(state);
  const all = await listAllMonths(db, declaration, { request, outdated: [...outdated] });

  const monthsOf = (state: State) => {
    if (outdated.has(state)) return all(state);
    const passed = state.as_of === request.asOf ? [] : monthsBetween(state.as_of!, request.asOf);
    const months = [...new Set([...request.months.map(firstDayOf), ...due(state), ...passed])].sort();
    return declaration.months || months.length === 0 ? months : [firstDayOf(request.asOf)];
  };
  return { states, pairs: pairsOf(states, request, monthsOf) };
}

function pairsOf(states: State[], { all }: ComputationRequest, monthsOf: (state: State) => string[]): Pair[] {
  return states.flatMap((state) =>
    monthsOf(state).map((month) => ({
      repositoryId: state.repository_id,
      month,
      hasWholeSource: state.source_is_whole ?? false,
      // Asked for everything, rows are healed, too, that somebody has edited.
      hadWholeSource: all || (state.source_was_whole ?? true),
    })),
  );
}

interface OutdatedStates {
  request: ComputationRequest;
  outdated: State[];
}

type MonthsOf = (state: State) => string[];

/** @returns the months that were due, of each repository */
async function takeDueMonths(
  db: PoolClient,
  family: string,
  { months }: FamilyDeclaration,
  { request, outdated }: OutdatedStates,
): Promise<MonthsOf> {
  const isAnyMonth = months === null || request.months.length === 0;
  const rows = await runSql<MonthRow>(db, 'kpi/refresh/take_due_months', {
    family,
    repository_ids: request.repositoryIds,
    months: isAnyMonth ? null : request.months.map(firstDayOf),
    outdated_ids: outdated.map(({ repository_id }) => repository_id),
  });
  return byRepository(rows);
}

async function listAllMonths(
  db: PoolClient,
  { months }: FamilyDeclaration,
  { request, outdated }: OutdatedStates,
): Promise<MonthsOf> {
  if (months === null) return () => [firstDayOf(request.asOf)];
  if (outdated.length === 0) return () => [];
  const rows = await runSql<MonthRow>(db, 'kpi/refresh/list_months', {
    source_table: months.sourceTable,
    source_column: months.sourceColumn,
    summary_table: months.summaryTable,
    repository_ids: outdated.map(({ repository_id }) => repository_id),
    as_of: request.asOf,
  });
  return byRepository(rows);
}

type MonthRow = { repository_id: RepositoryId; month: string };

function byRepository(rows: MonthRow[]): MonthsOf {
  const months = new Map<RepositoryId, string[]>();
  for (const { repository_id, month } of rows) {
    const found = months.get(repository_id);
    if (found) found.push(month);
    else months.set(repository_id, [month]);
  }
  return ({ repository_id }) => months.get(repository_id) ?? [];
}
