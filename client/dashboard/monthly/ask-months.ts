import { ask, askAll, question } from '../data/ask.ts';
import type { Listed, Row } from '../data/ask.ts';
import { addMonths } from '../words/months.ts';
import { allOf, isOneOf, ofMonths, quoted } from '../words/sql.ts';

/** Which months of which list. */
export interface MonthsWanted {
  /** Below /api/v1. */
  list: string;
  repository: string;
  filters: Record<string, string>;
  /** First and last month, both included. */
  from: string;
  to: string;
}

/** Rows of some months of a list that has one for each, from the first one that had any to that of the computation. */
export interface Months extends Listed {
  /** Where none of these months has a row: the first month of all that has one, whatever the filter; null: none has. */
  earliest: string | null;
}

/** Asks for the rows of months; where there is none, whether that is so because none is computed. */
export async function askMonths(
  { list, repository, filters, from, to }: MonthsWanted,
  signal: AbortSignal,
): Promise<Months> {
  const months = { from: `${from}-01`, to: `${addMonths(to, 1)}-01` };
  const rows = await askAll(question(list, { repository, ...filters, ...months }), signal);
  if (rows.items.length > 0) return { ...rows, earliest: null };
  const own = await firstMonth(question(list, { repository, ...filters, page_size: 1 }), signal);
  if (own !== null || Object.keys(filters).length === 0) return { ...rows, earliest: own };
  // Others that were computed with it show that there is none of these.
  const other = await firstMonth(question(list, { repository, page_size: 1 }), signal);
  return { ...rows, earliest: other && addMonths(to, 1) };
}

/** The condition of SQL that gives the same rows, of one repository or several. */
export const conditionOf = (
  repositories: readonly string[],
  filters: Record<string, string>,
  from: string,
  to: string,
): string =>
  allOf(
    isOneOf('repository', repositories),
    ...Object.entries(filters).map(([name, value]) => `${name} = ${quoted(value)}`),
    ofMonths(from, to),
  );

async function firstMonth(path: string, signal: AbortSignal): Promise<string | null> {
  const { items } = await ask<Listed>(path, signal);
  return items[0] ? String(items[0].month).slice(0, 7) : null;
}

/** Things that some resources have stored; issues are stored with pull requests. */
function storedOf(resources: readonly Row[], names: readonly string[]): number {
  const rowsOf = (name: string) => Number(resources.find(({ resource }) => resource === name)?.rows_stored ?? 0);
  return names
    .map((name) => (name === 'issues' ? rowsOf('issues') - rowsOf('pull_requests') : rowsOf(name)))
    .reduce((sum, rows) => sum + Math.max(0, rows), 0);
}

interface Asked {
  months: Pick<Months, 'items' | 'earliest'>;
  from: string;
  to: string;
  resources: readonly Row[];
  /** Resources that the list is made of. */
  names: readonly string[];
}

/** The last month that is computed: before it, a month without a row is one without any. Null: none is. */
export function computedThrough({ months, from, to, resources, names }: Asked): string | null {
  const { items, earliest } = months;
  if (items.length > 0)
    return items
      .map(({ month }) => String(month).slice(0, 7))
      .sort()
      .at(-1)!;
  if (earliest !== null) return earliest > to ? to : addMonths(from, -1);
  return storedOf(resources, names) === 0 ? to : null;
}
