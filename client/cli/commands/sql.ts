import type { Command } from 'commander';
import { milliseconds } from '../../../workflows/duration.ts';
import { formatRows } from '../tables/format-rows.ts';
import { readRows } from '../../reports/read-rows.ts';
import type { Format } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { formatOption } from '../format-option.ts';
import { parsed } from '../parsed.ts';
import { cellWidth } from '../terminal.ts';

const longestTimeout = 24 * 3600 * 1000;

function parseStatement(text: string): string {
  if (text.trim() === '') throw new Error('The statement is empty.');
  return text;
}

/** Postgres takes 0 as "no limit", which is no time limit at all. */
function parseTimeout(text: string): number {
  const timeout = milliseconds(text, '--timeout');
  if (timeout >= 1 && timeout <= longestTimeout) return Math.ceil(timeout);
  throw new Error(`--timeout must be between 1ms and 24h, not ${JSON.stringify(text)}.`);
}

/** Adds `sql`. */
export function addSql(program: Command, context: Context): void {
  program
    .command('sql')
    .description('run one statement that reads the schema "report", as repometer_reader')
    .argument('<statement>', 'one SQL statement', parsed(parseStatement))
    .addOption(formatOption())
    .option('--timeout <duration>', 'longest time of the statement (default: 60s)', parsed(parseTimeout))
    .addHelpText('after', '\nExample:\n  $ repometer sql "select * from report.new_contributors_monthly" --format json')
    .action(async (statement: string, { format, timeout }: { format: Format; timeout?: number }) => {
      const table = await readDatabase(context, (db) => readRows(db, statement), { timeoutMs: timeout });
      const { print, say, stdout } = context.output;
      if (table.columns.length === 0) say('Done; this statement gives no rows.');
      const isNothing = table.columns.length === 0 && format === 'table';
      if (!isNothing) print(formatRows(table, format, { widest: cellWidth(stdout) }));
    });
}
