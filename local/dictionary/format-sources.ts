import type { Table } from './read-tables.ts';

const introduction = `# Every view of the schema report, with the descriptions of its columns: made by "npm run dictionary:write" from the comments in the
# database, never edited by hand.
version: 2
sources:
  - name: repometer
    description: Views of Repometer over what GitHub lists of repositories. Their columns are only appended.
    schema: "{{ var('repometer_schema', 'report') }}"
    tables:`;

/** Of what is kept and answers: the one that has stood still for longest counts. */
const freshness = `        config:
          loaded_at_query: >-
            select min(complete_through) from {{ this }} where state in ('ok', 'empty', 'loading', 'limited', 'failed')
          freshness:
            warn_after: { count: 1, period: day }
            error_after: { count: 3, period: day }`;

/** A scalar that YAML takes as it is, as JSON has it. */
const quoted = (text: string) => JSON.stringify(text.replaceAll('{{', '{ {'));

function formatSource({ name, comment, row, key, columns }: Table): string {
  const isMonthly = columns.some((column) => column.name === 'month') && name.endsWith('_monthly');
  return [
    `      - name: ${name}`,
    `        description: ${quoted([row, comment].filter(Boolean).join(' '))}`,
    ...(name === 'sync_status' ? [freshness] : []),
    ...(isMonthly
      ? [
          `        data_tests:`,
          `          - unique_together:`,
          `              arguments:`,
          `                columns: [${key.join(', ')}]`,
        ]
      : []),
    `        columns:`,
    ...columns.flatMap((column) => [
      `          - name: ${column.name}`,
      `            data_type: ${column.type}`,
      `            description: ${quoted(column.comment)}`,
    ]),
  ].join('\n');
}

/** The text of `dbt/models/sources/report.yml`. */
export function formatSources(tables: readonly Table[]): string {
  const views = tables.filter(({ schema }) => schema === 'report');
  return `${[introduction, ...views.map(formatSource)].join('\n')}\n`;
}
