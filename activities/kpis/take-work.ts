import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import { firstDayOf } from './computation.ts';
import type { ComputationRequest, Pair, RepositoryId } from './computation.ts';
import type { FamilyDeclaration } from './families.ts';
import { reasonsOfAll, reasonsOfSome, whyAll, whyAllAreDue } from './month-reasons.ts';
import type { DueMonth, MonthReasons } from './month-reasons.ts';
import { readStates } from './read-states.ts';
import type { State } from './read-states.ts';

/** What a computation is to do. */
export interface Work {
  /** Repositories whose tables stand at the new day afterwards. */
  states: State[];
  /** Months that count anew; none: nothing to do. */
  pairs: Pair[];
}

/**
 * Takes the due months of a family and says what they, the wish and the calendar ask for. When the tables stand at another day,
 * every month from that day to the new one counts anew: its end has moved, and rows are carried into a month that has begun; so does
 * an older month whose openings something happened to in between: it was left out, or is to be again, whenever its mark was taken.
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
    const today: MonthReasons = new Map([[firstDayOf(request.asOf), ['another day']]]);
    return { states: ready, pairs: pairsOf(ready, request, () => today) };
  }
  const reasons = new Map(states.map((state) => [state, whyAll(state, declaration, request)]));
  const isOutdated = (state: State) => reasons.get(state)!.length > 0;
  const due = await takeDueMonths(db, family, declaration, { request, outdated: states.filter(isOutdated) });
  for (const state of states) reasons.get(state)!.push(...whyAllAreDue(due(state)));
  const all = await listAllMonths(db, declaration, { request, outdated: states.filter(isOutdated) });

  const moved = states.filter((state) => !isOutdated(state) && state.as_of !== request.asOf);
  const cohorts = await listCohorts(db, declaration, { request, moved });

  const reasonsOf = (state: State) =>
    isOutdated(state)
      ? reasonsOfAll(all(state), reasons.get(state)!, due(state))
      : reasonsOfSome(state, declaration, { request, due: due(state), cohorts: cohorts(state) });
  return { states, pairs: pairsOf(states, request, reasonsOf) };
}

const inOrder = (told: MonthReasons) => [...told].sort(([one], [other]) => (one < other ? -1 : 1));

function pairsOf(states: State[], { all }: ComputationRequest, reasonsOf: (state: State) => MonthReasons): Pair[] {
  return states.flatMap((state) =>
    inOrder(reasonsOf(state)).map(([month, reasons]) => ({
      repositoryId: state.repository_id,
      month,
      reasons: [...new Set(reasons)],
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

/** @returns the months that were due, of each repository, once for each source that has changed */
async function takeDueMonths(
  db: PoolClient,
  family: string,
  { months }: FamilyDeclaration,
  { request, outdated }: OutdatedStates,
): Promise<(state: State) => DueRow[]> {
  const isAnyMonth = months === null || request.months.length === 0;
  const rows = await runSql<DueRow>(db, 'kpi/refresh/take_due_months', {
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
): Promise<(state: State) => string[]> {
  if (months === null) return () => [firstDayOf(request.asOf)];
  if (outdated.length === 0) return () => [];
  const rows = await runSql<MonthRow>(db, 'kpi/refresh/list_months', {
    source_table: months.sourceTable,
    source_column: months.sourceColumn,
    summary_table: months.summaryTable,
    repository_ids: outdated.map(({ repository_id }) => repository_id),
    as_of: request.asOf,
  });
  const of = byRepository(rows);
  return (state) => of(state).map(({ month }) => month);
}

/** @returns the months in which that was opened to which something happened between a repository's last day and the new one */
async function listCohorts(
  db: PoolClient,
  { cohorts }: FamilyDeclaration,
  { request, moved }: { request: ComputationRequest; moved: State[] },
): Promise<(state: State) => string[]> {
  if (cohorts === undefined || moved.length === 0) return () => [];
  const rows = await runSql<MonthRow>(db, cohorts, {
    repository_ids: moved.map(({ repository_id }) => repository_id),
    days: moved.map(({ as_of }) => as_of),
    as_of: request.asOf,
  });
  const of = byRepository(rows);
  return (state) => of(state).map(({ month }) => month);
}

type MonthRow = { repository_id: RepositoryId; month: string };
type DueRow = MonthRow & DueMonth;

function byRepository<Row extends MonthRow>(rows: Row[]): (state: State) => Row[] {
  const found = new Map<RepositoryId, Row[]>();
  for (const row of rows) {
    const others = found.get(row.repository_id);
    if (others) others.push(row);
    else found.set(row.repository_id, [row]);
  }
  return ({ repository_id }) => found.get(repository_id) ?? [];
}
