import type { Command } from 'commander';
import { formatRows } from '../../rows/format-rows.ts';
import { listLoops } from '../../rows/list-loops.ts';
import { readReport } from '../../rows/read-report.ts';
import type { Format } from '../../rows/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { formatOption } from '../format-option.ts';
import { cellWidth } from '../terminal.ts';

/** Adds `repos list`. */
export function addReposList(repos: Command, context: Context): void {
  repos
    .command('list')
    .description('every loop: its state, its rows, when it looks next')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  $ repometer repos list --format json')
    .action(async ({ format }: { format: Format }) => {
      const list = await readDatabase(context, async (db) =>
        listLoops(await readReport(db, 'loops'), await readReport(db, 'sync_status')),
      );
      const { print, say, stdout } = context.output;
      if (list.rows.length === 0) say('No repository yet; "repometer repos add owner/name" adds one.');
      if (list.rows.length === 0 && format === 'table') return;
      print(formatRows(list, format, { isRounded: true, widest: cellWidth(stdout) }));
    });
}
