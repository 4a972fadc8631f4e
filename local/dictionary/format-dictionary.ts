import type { Query } from './read-queries.ts';
import type { Table } from './read-tables.ts';

const introduction = `# Data dictionary

What every table and column of the schemas \`report\` and \`kpi\` means, and ready queries. Made by \`npm run dictionary:write\` from
the comments in the database (\`\\d+ report.issue_labels_monthly\` shows them, too) and from \`docs/queries/\`; never edited by hand.

\`report\` is for everyone: its views are what the role \`repometer_reader\` may read, and **their columns are only appended**: none is
renamed, moved or taken away, so what stands on a view goes on. \`kpi\` has the summary tables that they stand on, for
the owner alone; its tables may change.

## Before you count

- **Labels do not add up.** An issue counts under each of its labels, and a label under each of its categories. How many issues there
  are says \`report.issue_flow_monthly\`.
- **Medians cannot be averaged or summed**, and percentiles neither: the mean of three months' medians is nobody's median. A longer span
  or several repositories need the rows, such as \`report.pull_requests\`; so do people, who are one person in two months.
- **\`date_trunc\` follows the session's time zone.** Months here are UTC. Write \`date_trunc('month', created_at at time zone 'utc')\`
  of an instant, and \`date_trunc('quarter', month::timestamp)\` of a date.
- **0 is none, null is unknown.** \`is_complete\` says whether everything that a row counts is here; the running month never is.
- **Levels are not flows.** \`open_at_month_end\`, stars and the like are of an instant: take the last one, never the sum.
- **Bots**: summary tables know the rules of \`kpi.bot_rule\` beside GitHub's word; \`is_bot\` of single rows is GitHub's word alone.
- **Names compare without case**: \`repository = 'Demo/Widgets'\` finds \`demo/widgets\`, and so do \`owner\`, \`name\`, \`<>\`, \`in\` and joins.
  Patterns do not: write \`ilike\`. Logins and labels compare as texts do. A session whose \`search_path\` lacks \`public\` compares with case. A
  table that is made of such columns keeps their type, the domain \`report.github_name\`, and so what it means.
`;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const formatQuery = ({ name, question, notes, sql }: Query) =>
  [`### ${question}`, notes, `\`docs/queries/${name}.sql\``, `\`\`\`sql\n${sql}\n\`\`\``].filter(Boolean).join('\n\n');

const formatTable = ({ schema, name, row, comment, columns }: Table) =>
  [
    `### ${schema}.${name}`,
    row,
    cell(comment),
    [
      '| column | type | what it is |',
      '| --- | --- | --- |',
      ...columns.map((column) => `| \`${column.name}\` | ${column.type} | ${cell(column.comment)} |`),
    ].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');

/** The text of `docs/data-dictionary.md`. */
export function formatDictionary(tables: readonly Table[], queries: readonly Query[]): string {
  const of = (schema: Table['schema']) => tables.filter((table) => table.schema === schema).map(formatTable);
  return (
    [
      introduction.trimEnd(),
      '## Ready queries',
      'Run one with `npm run repometer -- sql - < docs/queries/01_labels_that_grow.sql`, or in any client as `repometer_reader`; put your\nrepository in the place of `demo/widgets`.',
      ...queries.map(formatQuery),
      '## Views of report',
      ...of('report'),
      '## Tables and views of kpi',
      'For the owner alone.',
      ...of('kpi'),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}
