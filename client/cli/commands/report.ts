import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { parseDay, parseMonth } from '../../../workflows/inputs/days.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { explainEmpty } from '../../reports/explain-empty.ts';
import { formatRows } from '../tables/format-rows.ts';
import { listReports, readReport } from '../../reports/read-report.ts';
import type { ReportFilter } from '../../reports/read-report.ts';
import { formatSummary } from '../tables/summary-table.ts';
import type { Format } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { formatOption } from '../format-option.ts';
import { parsed } from '../parsed.ts';
import { cellWidth } from '../terminal.ts';

function parseView(text: string): string {
  const view = text.replaceAll('-', '_').toLowerCase();
  if (listReports().includes(view)) return view;
  throw new InvalidArgumentError(`There is no view ${JSON.stringify(text)}; known are ${listReports().join(', ')}.`);
}

/** A month stands for its first day. */
function parseBound(what: string) {
  return (text: string) => (text.length === 7 ? `${parseMonth(text)}-01` : parseDay(text, what));
}

interface ReportOptions extends ReportFilter {
  format: Format;
}

/** Adds `report`. */
export function addReport(program: Command, context: Context): void {
  program
    .command('report')
    .description('print a summary view of the schema "report"')
    .argument('<view>', 'its name, with - or _', parseView)
    .option('--repository <owner/name>', 'only this repository', parsed(parseRepositoryName))
    .option('--from <day>', 'first day or month, such as 2026-01-01 or 2026-01', parsed(parseBound('--from')))
    .option('--to <day>', 'day or month before which the rows end', parsed(parseBound('--to')))
    .addOption(formatOption())
    .addHelpText('after', () => `\nViews:\n  ${listReports().join('\n  ')}`)
    .addHelpText(
      'after',
      '\nExample:\n  $ repometer report issue-labels-monthly --repository golang/go --from 2026-01 --format csv',
    )
    .action(async (view: string, { format, ...filter }: ReportOptions) => {
      const [table, reason] = await readDatabase(context, async (db) => {
        const found = await readReport(db, view, filter);
        return [found, found.rows.length > 0 ? null : await explainEmpty(db, filter.repository)] as const;
      });
      const { print, say, stdout } = context.output;
      print(format === 'table' ? formatSummary(table, cellWidth(stdout)) : formatRows(table, format));
      if (reason !== null) say(reason);
    });
}
