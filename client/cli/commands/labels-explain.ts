import type { Command } from 'commander';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { explainEmpty } from '../../reports/explain-empty.ts';
import { readReport } from '../../reports/read-report.ts';
import { asRecords, pickColumns } from '../../reports/table.ts';
import type { Table } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { suggestRules } from '../labels/suggest-rules.ts';
import { parsed } from '../parsed.ts';
import { formatRows } from '../tables/format-rows.ts';
import { lineWidth } from '../terminal.ts';

const columns = [
  'label',
  'category',
  'kind',
  'pattern',
  'issues',
  'pull_requests',
  'normalised_label',
  'nearest_category',
  'nearest_pattern',
  'similarity',
];
const first = ['label', 'category', 'pattern', 'nearest_category', 'issues', 'kind', 'nearest_pattern', 'similarity'];

/** What a rule takes by category, then what none takes; within these the labels of most issues first. */
function sorted({ columns: known, rows }: Table): Table {
  const placeOf = (name: string) => known.findIndex((column) => column.name === name);
  const [category, kind, issues] = [placeOf('category'), placeOf('kind'), placeOf('issues')];
  const isUntaken = (row: Table['rows'][number]) => Number(row[kind] === null);
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return {
    columns: known,
    rows: rows.toSorted(
      (a, b) =>
        isUntaken(a) - isUntaken(b) ||
        compare(a[category] ?? '', b[category] ?? '') ||
        Number(b[issues]) - Number(a[issues]),
    ),
  };
}

function sayTaken({ output }: Context, table: Table): void {
  const rows = asRecords(table);
  const labels = new Set(rows.map(({ label }) => label)).size;
  const untaken = rows.filter(({ kind }) => kind === null);
  const alike = untaken.filter(({ nearest_category: nearest }) => nearest !== null).length;
  output.say(`${labels - untaken.length} of ${labels} labels have a category.`);
  if (untaken.length === 0) return;
  const hint = alike > 0 ? ` ${alike} of the others resemble a rule's pattern, which decides nothing.` : '';
  output.say(`"repometer labels rule add --category CATEGORY --pattern LABEL" gives a label one.${hint}`);
}

async function explain(context: Context, repository: string, options: FormatOptions): Promise<void> {
  const format = chosenFormat(options);
  const { print, say, stdout } = context.output;
  const { labels, rules, reason } = await readDatabase(context, async (db) => {
    const found = await readReport(db, 'label_categories', { repository });
    const why = found.rows.length === 0 ? await explainEmpty(db, repository) : null;
    return { labels: found, rules: await readReport(db, 'label_rules'), reason: why };
  });
  const table = sorted(pickColumns(suggestRules(labels, rules), columns));
  if (table.rows.length > 0 || format !== 'table') {
    print(formatRows(table, format, { isRounded: true, width: lineWidth(stdout), first, whole: ['label'] }));
  }
  if (table.rows.length > 0) return sayTaken(context, table);
  if (reason !== null) throw new Error(reason);
  say(`${repository} has no labels.`);
}

/** Adds `labels explain`. */
export function addLabelsExplain(labels: Command, context: Context): void {
  labels
    .command('explain')
    .description('which rule takes which label of a repository, and which labels no rule takes')
    .argument('<owner/name>', 'the repository', parsed(parseRepositoryName))
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText(
      'after',
      '\nRules compare the words of a label: without case, emoji, punctuation and prefixes such as "type:" or "kind/".' +
        '\nBeside a label that no rule takes stands the rule whose pattern it resembles most; that only suggests.' +
        '\n\nExample:\n  $ repometer labels explain golang/go',
    )
    .action((repository: string, options: FormatOptions) => explain(context, repository, options));
}
