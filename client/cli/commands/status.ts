import type { Command } from 'commander';
import { setTimeout as delay } from 'node:timers/promises';
import { formatRows } from '../tables/format-rows.ts';
import { findFullDisk } from '../../reports/find-full-disk.ts';
import { tellQuota } from '../../reports/tell-quota.ts';
import { tellReadBy } from '../../reports/tell-read-by.ts';
import { readReport } from '../../reports/read-report.ts';
import { formatTable } from '../tables/format-table.ts';
import { asRecords, pickColumns, pickRows } from '../../reports/table.ts';
import type { Table } from '../../reports/table.ts';
import type { Reader } from '../../../sql/reader.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { createDisplay } from '../board/display.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { sayStanding } from '../say-standing.ts';
import { usageError } from '../usage-error.ts';
import { parsed } from '../parsed.ts';
import { lineWidth } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';
import { parseSubject } from './parse-subject.ts';

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

const first = ['repository', 'resource', 'state', 'reason', 'rows_stored', 'github_total', 'next_try_at'];

function unknown(subject: string): string {
  const command = subject.includes('/') ? 'repos' : 'orgs';
  return `${subject} is not kept here; "repometer ${command} add ${subject}" begins to, "repometer ${command} list" shows what is.`;
}

/** What each resource does; of an owner those of its own, its repositories aside. */
async function readStatus(db: Reader, subject: string | undefined): Promise<Table> {
  if (subject === undefined || subject.includes('/')) return readReport(db, 'sync_status', { repository: subject });
  const all = await readReport(db, 'sync_status');
  return pickRows(all, (row) => row.subject?.toLowerCase() === subject.toLowerCase());
}

/** Whose resource it is, in the one column that people look at: the owner, where it is no repository. */
function nameSubjects(table: Table): Table {
  const subjects = asRecords(table).map(({ subject }) => subject ?? null);
  const place = table.columns.findIndex(({ name }) => name === 'repository');
  return {
    ...table,
    rows: table.rows.map((row, nth) =>
      row.map((value, at) => (at === place ? (value ?? subjects[nth] ?? null) : value)),
    ),
  };
}

function asText(table: Table, repository: string | undefined, width: number | undefined): string {
  if (table.rows.length > 0)
    return formatTable(pickColumns(nameSubjects(table), shown), { isRounded: true, width, first });
  return `${repository === undefined ? 'Nothing is synced yet; "repometer repos add owner/name" begins.' : unknown(repository)}\n`;
}

/** Prints the status whenever it changed, until a signal. A repository that is not there yet may come. */
async function watch(context: Context, repository: string | undefined): Promise<void> {
  const stop = untilSignal();
  const { stdout } = context.output;
  const display = createDisplay(stdout);
  try {
    await readDatabase(context, async (db) => {
      while (!stop.signal.aborted) {
        const table = await readStatus(db, repository);
        display.show(asText(table, repository, lineWidth(stdout)));
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
    .argument('[owner/name]', 'only this repository, or what is kept of this owner', parsed(parseSubject))
    .option('--watch', 'keep showing it until Ctrl-C')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer status golang/go --watch')
    .action(async (repository: string | undefined, options: FormatOptions & { watch?: boolean }) => {
      const format = chosenFormat(options);
      if (options.watch && format !== 'table') {
        throw usageError('--watch shows a table; leave out --format or --watch.');
      }
      if (options.watch) return watch(context, repository);
      const { table, trouble, quota } = await readDatabase(context, async (db) => ({
        table: await readStatus(db, repository),
        trouble: await findFullDisk(db),
        quota: await tellQuota(db),
      }));
      const { print, say, stdout } = context.output;
      const isUnknown = repository !== undefined && table.rows.length === 0;
      if (isUnknown && format === 'table') throw new Error(unknown(repository));
      print(format === 'table' ? asText(table, repository, lineWidth(stdout)) : formatRows(table, format));
      if (isUnknown) throw new Error(unknown(repository));
      // What cannot be written stands in no row.
      if (trouble !== null) say(trouble);
      for (const sentence of tellReadBy(table)) say(sentence);
      for (const sentence of quota) say(sentence);
      await sayStanding(context, repository);
    });
}
