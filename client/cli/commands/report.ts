import type { Command } from 'commander';
import type { Reader } from '../../../sql/reader.ts';
import { findReport } from '../../reports/catalogue.ts';
import { explainEmpty } from '../../reports/explain-empty.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import type { Format } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { parsed } from '../parsed.ts';
import { addFilterOptions, refuseSenseless } from '../report/filter-options.ts';
import { printTable } from '../report/print-table.ts';
import { printViews, viewLines } from '../report/print-views.ts';
import { writeRows } from '../report/write-rows.ts';
import { usageError } from '../usage-error.ts';

async function report({ output }: Context, db: Reader, view: string, filter: ReportFilter, format: Format) {
  const rows =
    format === 'table' ? await printTable(output, db, view, filter) : await writeRows(output, db, view, filter, format);
  const reason = rows > 0 ? null : await explainEmpty(db, filter.repository);
  if (reason !== null) output.say(reason);
}

/** Adds `report`. */
export function addReport(program: Command, context: Context): void {
  const command = program
    .command('report')
    .description('print a view of the schema "report"; without a name: what views there are')
    .argument(
      '[view]',
      'its name, with - or _',
      parsed((text) => findReport(text).view),
    );
  addFilterOptions(command)
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', () => `\nViews, and what one row of each is:\n${viewLines('  ')}`)
    .addHelpText(
      'after',
      'Example:\n  $ repometer report issue-labels-monthly --repository golang/go --from 2026-01 --format csv',
    )
    .action(async (view: string | undefined, { format: wanted, safeCsv, ...filter }: ReportFilter & FormatOptions) => {
      const format = chosenFormat({ format: wanted, safeCsv });
      if (view !== undefined) {
        refuseSenseless(view, filter);
        return readDatabase(context, (db) => report(context, db, view, filter, format));
      }
      if (Object.keys(filter).length > 0)
        throw usageError('Name the view that is meant; "repometer report" lists them.');
      printViews(context.output, format);
    });
}
