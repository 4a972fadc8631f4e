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

function windowOf({ window, asOf }: Explanation): string {
  const stand = asOf === null ? 'The tables were never computed.' : `The tables stand at the end of ${asOf}.`;
  return `Window (UTC): from ${instant(window.begins)} on, before ${instant(window.ends)}. ${stand}\n`;
}

function completenessOf({ isComplete, lacks, table }: Explanation): string {
  if (isComplete === null && table.rows.length > 0 && lacks.length === 0) return '';
  if (isComplete) return 'is_complete: true\n';
  return ['is_complete: false', ...lacks.map((lack) => `  ${lack}`)].join('\n') + '\n';
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
