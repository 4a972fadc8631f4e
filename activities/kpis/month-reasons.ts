import { firstDayOf } from './computation.ts';
import type { ComputationRequest, Reason } from './computation.ts';
import type { FamilyDeclaration } from './families.ts';
import { monthsBetween } from './months-between.ts';
import { whyOutdated } from './read-states.ts';
import type { State } from './read-states.ts';

/** Months, as first days, and why each of them counts anew. */
export type MonthReasons = ReadonlyMap<string, readonly Reason[]>;

/** A month that is due, once for each source that has changed in it. */
export interface DueMonth {
  month: string;
  /** Empty: nobody said. */
  source: string;
}

/** A mark of every month. */
const everyMonth = '-infinity';

const sourceOf = ({ source }: DueMonth): Reason => source || 'changes';

/** Why every month counts anew before it is known what is due; none: not every one does. */
export function whyAll(state: State, declaration: FamilyDeclaration, { all }: ComputationRequest): Reason[] {
  const outdated = whyOutdated(state, declaration);
  return [...(outdated ? [outdated] : []), ...(all ? ['asked for'] : [])];
}

/** The sources of which every month is due. */
export const whyAllAreDue = (due: readonly DueMonth[]): Reason[] =>
  due.filter(({ month }) => month === everyMonth).map(sourceOf);

/** Every month counts anew: why, and why some of them would anyway. */
export function reasonsOfAll(
  all: readonly string[],
  reasons: readonly Reason[],
  due: readonly DueMonth[],
): MonthReasons {
  // Before the first computation everything has changed.
  if (reasons.includes('first computation')) return new Map(all.map((month) => [month, ['first computation']]));
  const dueIn = (day: string) => due.filter(({ month }) => month === day).map(sourceOf);
  return new Map(all.map((month) => [month, [...reasons, ...dueIn(month)]]));
}

/**
 * What is due, what is wished for, and what the calendar asks for.
 *
 * @param cohorts months in which that was opened to which something happened between the last day and the new one
 */
export function reasonsOfSome(
  state: State,
  { months }: FamilyDeclaration,
  { request, due, cohorts }: { request: ComputationRequest; due: readonly DueMonth[]; cohorts: readonly string[] },
): MonthReasons {
  const told = new Map<string, Reason[]>();
  const tell = (month: string, reason: Reason) => told.set(month, [...(told.get(month) ?? []), reason]);
  for (const row of due) tell(row.month, sourceOf(row));
  for (const month of request.months) tell(firstDayOf(month), 'asked for');
  const passed = state.as_of === request.asOf ? [] : monthsBetween(state.as_of!, request.asOf);
  for (const month of new Set([...passed, ...cohorts])) tell(month, 'another day');
  if (months || told.size === 0) return told;
  return new Map([[firstDayOf(request.asOf), [...told.values()].flat()]]);
}
