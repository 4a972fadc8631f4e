import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Reader } from '../../../sql/reader.ts';
import { milliseconds } from '../../../workflows/duration.ts';
import { formatRows } from '../tables/format-rows.ts';
import { readStatement } from '../../reports/read-statement.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { explainRefusal } from '../explain-refusal.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import type { Output } from '../output.ts';
import { parsed } from '../parsed.ts';
import { lineWidth } from '../terminal.ts';
import { usageError } from '../usage-error.ts';

const emptyStatement = 'The statement is empty.';
const longestTimeout = 24 * 3600 * 1000;

function parseStatement(given: string): string {
  if (given.trim() === '') throw new Error(emptyStatement);
  return given;
}

/** The statement itself, or for `-` what standard input holds. */
async function statementOf(given: string, { say }: Output): Promise<string> {
  if (given !== '-') return given;
  if (process.stdin.isTTY) say('Type one statement, then Ctrl-D:');
  const read = (await text(process.stdin)).replace(/^\uFEFF/, '');
  if (read.trim() === '') throw usageError(emptyStatement);
  return read;
}

/** Postgres takes 0 as "no limit", which is no time limit at all. */
function parseTimeout(given: string): number {
  const timeout = milliseconds(given, '--timeout');
  if (timeout >= 1 && timeout <= longestTimeout) return Math.ceil(timeout);
  throw new Error(`--timeout must be between 1ms and 24h, not ${JSON.stringify(given)}.`);
}

/** Adds `sql`. */
export function addSql(program: Command, context: Context): void {
  program
    .command('sql')
    .description('run one statement that reads the schema "report", as repometer_reader')
    .argument('<statement>', 'one SQL statement; - reads it from standard input', parsed(parseStatement))
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .option('--timeout <duration>', 'longest time of the statement (default: 60s)', parsed(parseTimeout))
    .addHelpText('after', '\n$ repometer sql - --format csv < months.sql > months.csv')
    .addHelpText('after', '\nExample:\n  $ repometer sql "select * from report.new_contributors_monthly" --format json')
    .action(async (given: string, { timeout, ...options }: FormatOptions & { timeout?: number }) => {
      const format = chosenFormat(options);
      const statement = await statementOf(given, context.output);
      const read = (db: Reader) => readStatement(db, statement);
      const table = await readDatabase(context, read, { timeoutMs: timeout }).catch(explainRefusal);
      const { print, say, stdout } = context.output;
      if (table.columns.length === 0) say('Done; this statement gives no rows.');
      const isNothing = table.columns.length === 0 && format === 'table';
      if (!isNothing) print(formatRows(table, format, { width: lineWidth(stdout) }));
    });
}
