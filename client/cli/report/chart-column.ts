import { findReport } from '../../reports/catalogue.ts';
import { columnKinds } from '../../reports/lists/column-kinds.ts';
import { kpiLists } from '../../reports/lists/kpi-lists.ts';
import { usageError } from '../usage-error.ts';

/**
 * Which column of a view a chart is of.
 *
 * @param wanted its name; true: the first number that the view has
 * @throws CommanderError with the columns that there are, or for a view that has no months
 */
export function chartColumn(view: string, wanted: string | true): { column: string; unit: string } {
  const list = kpiLists.find((one) => one.view === view);
  if (!list || findReport(view).time?.[0] !== 'month' || list.columns.month === undefined) {
    throw usageError(`--chart draws months, and ${view} has none; try new-contributors-monthly.`);
  }
  const measures = Object.entries(list.columns).flatMap(([column, kind]) => {
    const { unit } = columnKinds[kind];
    return unit === null ? [] : [{ column, unit }];
  });
  const found = wanted === true ? measures[0] : measures.find(({ column }) => column === wanted.replaceAll('-', '_'));
  if (found) return found;
  const known = measures.map(({ column }) => column).join(', ');
  throw usageError(`${view} has no number ${JSON.stringify(wanted)}; it has ${known}.`);
}
