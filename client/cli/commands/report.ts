import type { Command } from 'commander';
import { parseDay, parseMonth } from '../../../workflows/inputs/days.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import type { Reader } from '../../../sql/reader.ts';
import { findReport } from '../../reports/catalogue.ts';
import { explainEmpty } from '../../reports/explain-empty.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import type { Format } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { formatOption } from '../format-option.ts';
import { parsed } from '../parsed.ts';
import { printTable } from '../report/print-table.ts';
import { printViews, viewLines } from '../report/print-views.ts';
import { writeRows } from '../report/write-rows.ts';
import { usageError } from '../usage-error.ts';

/** A month stands for its first day. */
function parseBound(what: string) {
  return (text: string) => (text.length === 7 ? `${parseMonth(text)}-01` : parseDay(text, what));
}

interface ReportOptions extends ReportFilter {
  format: Format;
}

async function report({ output }: Context, db: Reader, view: string, { format, ...filter }: ReportOptions) {
  const rows =
    format === 'table' ? await printTable(output, db, view, filter) : await writeRows(output, db, view, filter, format);
  const reason = rows > 0 ? null : await explainEmpty(db, filter.repository);
  if (reason !== null) output.say(reason);
}

/** Adds `report`. */
export function addReport(program: Command, context: Context): void {
  program
    .command('report')
    .description('print a view of the schema "report"; without a name: what views there are')
    .argument(
      '[view]',
      'its name, with - or _',
      parsed((text) => findReport(text).view),
    )
    .option('--repository <owner/name>', 'only this repository', parsed(parseRepositoryName))
    .option('--from <day>', 'first day or month, such as 2026-01-01 or 2026-01', parsed(parseBound('--from')))
    .option('--to <day>', 'day or month before which the rows end', parsed(parseBound('--to')))
    .addOption(formatOption())
    .addHelpText('after', () => `\nViews, and what one row of each is:\n${viewLines('  ')}`)
    .addHelpText(
      'after',
      'Example:\n  $ repometer report issue-labels-monthly --repository golang/go --from 2026-01 --format csv',
    )
    .action(async (view: string | undefined, options: ReportOptions) => {
      const { format, ...filter } = options;
      if (view !== undefined) return readDatabase(context, (db) => report(context, db, view, options));
      if (Object.keys(filter).length > 0)
        throw usageError('Name the view that is meant; "repometer report" lists them.');
      printViews(context.output, format);
    });
}
