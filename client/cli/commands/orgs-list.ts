import type { Command } from 'commander';
import { readReport } from '../../reports/read-report.ts';
import { pickColumns } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { formatRows } from '../tables/format-rows.ts';
import { sayStanding } from '../say-standing.ts';
import { lineWidth } from '../terminal.ts';

const columns = ['owner', 'state', 'every', 'repositories', 'kept', 'loops_started', 'next_sync_at', 'reason'];
const first = ['owner', 'state', 'reason', 'repositories', 'kept'];

/** Adds `orgs list`. */
export function addOrgsList(orgs: Command, context: Context): void {
  orgs
    .command('list')
    .description('every owner: its state, its repositories, how many are kept, when it looks next')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer orgs list --format json')
    .action(async (options: FormatOptions) => {
      const format = chosenFormat(options);
      const list = pickColumns(await readDatabase(context, (db) => readReport(db, 'owners')), columns);
      const { print, say, stdout } = context.output;
      if (list.rows.length === 0) say('No owner yet; "repometer orgs add owner" adds one.');
      if (list.rows.length === 0 && format === 'table') return;
      print(formatRows(list, format, { isRounded: true, width: lineWidth(stdout), first }));
      await sayStanding(context);
    });
}
