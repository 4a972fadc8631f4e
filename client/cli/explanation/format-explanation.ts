import type { Report } from '../../reports/catalogue.ts';
import { readDefinitions } from '../../reports/explain/explain-kpi.ts';
import type { Explanation } from '../../reports/explain/explain-kpi.ts';
import type { Table } from '../../reports/table.ts';
import { formatRows } from '../tables/format-rows.ts';
import { formatSummary } from '../tables/summary-table.ts';

const count = (number: number) => number.toLocaleString('en-US');
const instant = (text: string) => text.replace(' ', 'T').replace('+00', 'Z');

/** The definitions of a view's numbers, as they stand in the files that compute them. */
export function formatDefinitions(report: Report): string {
  return readDefinitions(report)
    .map(({ file, text }) => `Definition (${file})\n${text.replaceAll(/^/gm, '  ')}\n`)
    .join('\n');
}

function standOf({ asOf, isOfSnapshots }: Explanation): string {
  if (isOfSnapshots) return 'Each row is a snapshot of its own day.';
  return asOf === null ? 'The tables were never computed.' : `The tables stand at the end of ${asOf}.`;
}

function windowOf(explanation: Explanation): string {
  const { begins, ends } = explanation.window;
  return `Window (UTC): from ${instant(begins)} on, before ${instant(ends)}. ${standOf(explanation)}\n`;
}

/** A month that says nothing of itself is not called incomplete; what its sources lack is told all the same. */
function completenessOf({ isComplete, lacks }: Explanation): string {
  if (isComplete === null && lacks.length === 0) return '';
  const verdict = isComplete === null ? 'What its sources lack:' : `is_complete: ${isComplete}`;
  return [verdict, ...lacks.map((lack) => `  ${lack}`)].join('\n') + '\n';
}

function figureOf({ name, rowsAre, value, sourceRows, statement }: Explanation['figures'][number]): string {
  const shown = value === null ? 'not known' : count(value);
  const differs = value !== null && value !== sourceRows ? ', which have changed since it was computed' : '';
  return `${name}: ${shown}, source rows: ${count(sourceRows)}${differs}. ${rowsAre}\n${statement};\n`;
}

/** One row as a record, so that none of its numbers is left out. */
function rowsOf(table: Table, month: string, width: number | undefined): string {
  if (table.rows.length === 0) return `There is no row of ${month}.\n`;
  return table.rows.length === 1 ? formatRows(table, 'list') : formatSummary(table, { width });
}

/** All of an explanation, for people; the statements begin at the line's beginning, so that they can be taken as they stand. */
export function formatExplanation(
  report: Report,
  explanation: Explanation,
  { repository, width }: { repository: string; width: number | undefined },
): string {
  const { table, window, figures } = explanation;
  const month = window.month.slice(0, 7);
  return [
    `report.${report.view} of ${repository}, ${month}\n`,
    formatDefinitions(report),
    windowOf(explanation),
    rowsOf(table, month, width),
    completenessOf(explanation),
    ...(figures.length > 0 ? figures.map(figureOf) : ['No statement shows what these numbers count.\n']),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
