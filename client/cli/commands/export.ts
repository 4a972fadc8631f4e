import { Option } from 'commander';
import type { Command } from 'commander';
import { findReport } from '../../reports/catalogue.ts';
import { explainEmpty } from '../../reports/explain-empty.ts';
import { exportFormats, exportReport } from '../../reports/export/export-report.ts';
import type { ExportFormat } from '../../reports/export/export-report.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { openExportFile } from '../export-file.ts';
import { safeCsvOption } from '../format-option.ts';
import { parsed } from '../parsed.ts';
import { addFilterOptions, refuseSenseless } from '../report/filter-options.ts';
import { viewLines } from '../report/print-views.ts';
import { usageError } from '../usage-error.ts';

interface ExportOptions extends ReportFilter {
  format: (typeof exportFormats)[number];
  safeCsv?: true;
  output?: string;
}

/** @throws CommanderError when the two options contradict each other */
function chosenExport({ format, safeCsv }: ExportOptions): ExportFormat {
  if (!safeCsv) return format;
  if (format === 'csv') return 'safe-csv';
  throw usageError(`--safe-csv is CSV, not ${format}; leave out --format or --safe-csv.`);
}

/** Adds `export`. */
export function addExport(program: Command, context: Context): void {
  const command = program
    .command('export')
    .description('write a view of the schema "report" for another tool, however long it is')
    .argument(
      '<view>',
      'its name, with - or _',
      parsed((text) => findReport(text).view),
    )
    .addOption(new Option('--format <format>', 'what to write').choices(exportFormats).default('csv'))
    .addOption(safeCsvOption())
    .option('--output <file>', 'write into this file, which appears when it is whole (default: standard output)');
  addFilterOptions(command)
    .addHelpText('after', () => `\nViews, and what one row of each is:\n${viewLines('  ')}`)
    .addHelpText(
      'after',
      'Example:\n  $ repometer export issues --repository golang/go --format parquet --output issues.parquet',
    )
    .action(async (view: string, options: ExportOptions) => {
      const { format: _format, safeCsv: _safeCsv, output: file, ...filter } = options;
      const format = chosenExport(options);
      refuseSenseless(view, filter);
      const { say, write, stdout } = context.output;
      if (format === 'parquet' && file === undefined && stdout.isTTY) {
        throw usageError('Parquet is no text for a terminal: name a file with --output.');
      }
      await readDatabase(context, async (db) => {
        const target = file === undefined ? undefined : await openExportFile(file);
        let count = 0;
        try {
          for await (const { bytes, rows } of exportReport(db, view, filter, format)) {
            await (target ?? { write }).write(bytes);
            count += rows;
          }
          await target?.finish();
        } catch (error) {
          await target?.discard();
          throw error;
        }
        if (file !== undefined)
          say(`Wrote ${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'} into ${file}.`);
        const reason = count > 0 ? null : await explainEmpty(db, filter.repository);
        if (reason !== null) say(reason);
      });
    });
}
