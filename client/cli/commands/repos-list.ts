import type { Command } from 'commander';
import { workflowTypes } from '../../../workflows/contract.ts';
import { formatRows } from '../tables/format-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import { pickColumns, pickRows } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { sayStanding } from '../say-standing.ts';
import { lineWidth } from '../terminal.ts';

const columns = ['repository', 'state', 'every', 'rows_stored', 'next_sync_at', 'reason'];
const first = ['repository', 'state', 'reason', 'rows_stored'];

/** Adds `repos list`. */
export function addReposList(repos: Command, context: Context): void {
  repos
    .command('list')
    .description('every loop: its state, its rows, when it looks next')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer repos list --format json')
    .action(async (options: FormatOptions) => {
      const format = chosenFormat(options);
      const loops = await readDatabase(context, (db) => readReport(db, 'loops'));
      // Those of owners have a list of their own.
      const list = pickColumns(
        pickRows(loops, ({ kind }) => kind === workflowTypes.syncRepository),
        columns,
      );
      const { print, say, stdout } = context.output;
      if (list.rows.length === 0) say('No repository yet; "repometer repos add owner/name" adds one.');
      if (list.rows.length === 0 && format === 'table') return;
      print(formatRows(list, format, { isRounded: true, width: lineWidth(stdout), first }));
      await sayStanding(context);
    });
}
