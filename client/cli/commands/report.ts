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
import { chartColumn } from '../report/chart-column.ts';
import { printChart } from '../report/print-chart.ts';
import { printTable } from '../report/print-table.ts';
import { printViews, viewLines } from '../report/print-views.ts';
import { writeRows } from '../report/write-rows.ts';
import { usageError } from '../usage-error.ts';

interface Printed {
  format: Format;
  /** The column of a chart; undefined: rows are printed. */
  chart: ReturnType<typeof chartColumn> | undefined;
}

function print({ output }: Context, db: Reader, view: string, filter: ReportFilter, { format, chart }: Printed) {
  if (chart !== undefined) return printChart(output, db, view, filter, chart);
  if (format === 'table') return printTable(output, db, view, filter);
  return writeRows(output, db, view, filter, format);
}

async function report(context: Context, db: Reader, view: string, filter: ReportFilter, printed: Printed) {
  const { output } = context;
  const rows = await print(context, db, view, filter, printed);
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
    .option('--chart [column]', 'draw a number of a monthly view instead, the first one unless a column is named')
    .addHelpText('after', () => `\nViews, and what one row of each is:\n${viewLines('  ')}`)
    .addHelpText(
      'after',
      'Example:\n  $ repometer report issue-labels-monthly --repository golang/go --from 2026-01 --format csv',
    )
    .action(async (view: string | undefined, options: ReportFilter & FormatOptions & { chart?: string | true }) => {
      const { format: wanted, safeCsv, chart: column, ...filter } = options;
      const format = chosenFormat({ format: wanted, safeCsv });
      if (column !== undefined && format !== 'table') {
        throw usageError('--chart draws, and --format prints rows; leave out one of them.');
      }
      if (view !== undefined) {
        refuseSenseless(view, filter);
        const chart = column === undefined ? undefined : chartColumn(view, column);
        return readDatabase(context, (db) => report(context, db, view, filter, { format, chart }));
      }
      if (Object.keys(filter).length > 0 || column !== undefined)
        throw usageError('Name the view that is meant; "repometer report" lists them.');
      printViews(context.output, format);
    });
}
