import type { Window } from './month-window.ts';

/** A row of a view, in Postgres' text forms. */
type Row = Record<string, string | null>;

/** One of `report.computations`. */
export type Computation = Row;

const instant = (text: string) => Date.parse(text);

function lackOf(source: Computation, { month, monthEnd }: Window): string[] {
  const { resource, complete_from: from, complete_through: through, gaps, items_due: due, waits_from: waits } = source;
  if (source.is_kept === 'f') return [`${resource} are not kept.`];
  if (through == null) return [`${resource} were never read to their end.`];
  return [
    source.is_truncated === 't' && `GitHub cut ${resource} off.`,
    Number(gaps) > 0 && `${resource} have open gaps: ${gaps} (report.gaps).`,
    Number(due) > 0 && `Of ${resource} single things are still to be asked for: ${due}.`,
    source.is_stale === 't' && `What ${resource} follow has changed since they were read.`,
    instant(through) < instant(`${monthEnd}T00:00:00Z`) &&
      `${resource} are proven complete up to ${through}, before the month's end.`,
    from != null && `Of ${resource} only what was updated since ${from} is here.`,
    waits != null &&
      (waits === '-infinity' || waits <= month) &&
      `${waits === '-infinity' ? 'Every month waits' : `Months from ${waits.slice(0, 7)} on wait`} to be computed: "repometer kpis refresh".`,
  ].filter((lack) => lack !== false);
}

/** Why rows are not complete although their sources lack nothing, where a family has such a reason. */
function lacksOfRows(rows: readonly Row[]): string[] {
  const incomplete = rows.filter(({ is_complete: isComplete }) => isComplete === 'f');
  return [
    incomplete.some(({ source }) => source === 'stats') &&
      'The last week that begins in the month was not over when its sources were proven complete.',
    incomplete.some((row) => 'as_of' in row) &&
      'A snapshot was made later than on its own day, or from a list that was not proven complete up to that day.',
  ].filter((lack) => lack !== false);
}

/**
 * Why a month is not complete, in sentences: what the sources of its tables lack, or else its rows.
 *
 * @param sources rows of `report.computations` of the view's families; none where its rows are snapshots
 * @param rows the month's rows of the view
 * @returns none: nothing tells
 */
export function findLacks(sources: readonly Computation[], window: Window, rows: readonly Row[]): string[] {
  if (sources.length === 0) return lacksOfRows(rows);
  if (sources.every(({ as_of: asOf }) => asOf === null))
    return ['The tables were never computed: "repometer kpis refresh".'];
  const lacks = [...new Set(sources.flatMap((source) => lackOf(source, window)))];
  return lacks.length > 0 ? lacks : lacksOfRows(rows);
}
