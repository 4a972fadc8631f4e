import type { Command } from 'commander';
import { setTimeout as delay } from 'node:timers/promises';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { formatRows } from '../tables/format-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import { formatTable } from '../tables/format-table.ts';
import { pickColumns } from '../../reports/table.ts';
import type { Format, Table } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { createDisplay } from '../board/display.ts';
import { formatOption } from '../format-option.ts';
import { sayStanding } from '../say-standing.ts';
import { usageError } from '../usage-error.ts';
import { parsed } from '../parsed.ts';
import { cellWidth } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';

const shown = [
  'repository',
  'resource',
  'state',
  'rows_stored',
  'github_total',
  'complete_through',
  'next_try_at',
  'reason',
];
const watchEveryMs = 2_000;

function asText(table: Table, widest: number | undefined): string {
  if (table.rows.length === 0) return 'Nothing is synced yet; "repometer repos add owner/name" begins.\n';
  return formatTable(pickColumns(table, shown), { isRounded: true, widest });
}

/** Prints the status whenever it changed, until a signal. */
async function watch(context: Context, repository: string | undefined): Promise<void> {
  const stop = untilSignal();
  const display = createDisplay(context.output.stdout);
  try {
    await readDatabase(context, async (db) => {
      while (!stop.signal.aborted) {
        display.show(asText(await readReport(db, 'sync_status', { repository }), cellWidth(context.output.stdout)));
        await delay(watchEveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    });
  } finally {
    display.end();
    stop.dispose();
  }
}

/** Adds `status`. */
export function addStatus(program: Command, context: Context): void {
  program
    .command('status')
    .description('what each resource is doing: state, rows, how complete it is, why it waits')
    .argument('[owner/name]', 'only this repository', parsed(parseRepositoryName))
    .option('--watch', 'keep showing it until Ctrl-C')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  $ repometer status golang/go --watch')
    .action(async (repository: string | undefined, options: { watch?: boolean; format: Format }) => {
      if (options.watch && options.format !== 'table') {
        throw usageError('--watch shows a table; leave out --format or --watch.');
      }
      if (options.watch) return watch(context, repository);
      const table = await readDatabase(context, (db) => readReport(db, 'sync_status', { repository }));
      const { print, stdout } = context.output;
      print(options.format === 'table' ? asText(table, cellWidth(stdout)) : formatRows(table, options.format));
      await sayStanding(context);
    });
}
