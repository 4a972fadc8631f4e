import type { Command } from 'commander';
import { formatRows } from '../tables/format-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import { pickColumns } from '../../reports/table.ts';
import type { Format } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { formatOption } from '../format-option.ts';
import { cellWidth } from '../terminal.ts';

const columns = ['repository', 'state', 'every', 'rows_stored', 'next_sync_at', 'reason'];

/** Adds `repos list`. */
export function addReposList(repos: Command, context: Context): void {
  repos
    .command('list')
    .description('every loop: its state, its rows, when it looks next')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  $ repometer repos list --format json')
    .action(async ({ format }: { format: Format }) => {
      const list = pickColumns(await readDatabase(context, (db) => readReport(db, 'loops')), columns);
      const { print, say, stdout } = context.output;
      if (list.rows.length === 0) say('No repository yet; "repometer repos add owner/name" adds one.');
      if (list.rows.length === 0 && format === 'table') return;
      print(formatRows(list, format, { isRounded: true, widest: cellWidth(stdout) }));
    });
}
