import type { Command } from 'commander';
import { statement } from '../../../sql/query.ts';
import { readRows } from '../../reports/read-rows.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { parsed } from '../parsed.ts';
import { addSchema, countRelations, dropSchema, madeBy } from '../schemas/change-schemas.ts';
import { parseRoleName, parseSchemaName, reader } from '../schemas/schema-name.ts';
import { formatRows } from '../tables/format-rows.ts';
import { lineWidth } from '../terminal.ts';
import { askYes } from './ask-yes.ts';

const readOnlySessions =
  `Sessions of ${reader} begin read only: say "set default_transaction_read_only = off" first, or for dbt and other programs ` +
  `PGOPTIONS="-c default_transaction_read_only=off".`;

async function add(context: Context, schema: string, { role = reader }: { role?: string }): Promise<void> {
  const { say } = context.output;
  const { isNew, isDone } = await addSchema(context, schema, role);
  if (isDone) return say(`${role} may build in ${schema} already; nothing has changed.`);
  say(
    `${isNew ? `The schema ${schema} was made, and` : `In the schema ${schema}`} ${role} may build${isNew ? ' in it' : ', too'}. ` +
      'The schemas of Repometer stay as they are: report to read, the others closed.',
  );
  if (role === reader) say(readOnlySessions);
}

async function remove(context: Context, schema: string, { purge, yes }: { purge?: true; yes?: true }): Promise<void> {
  const relations = await countRelations(context, schema);
  const what = relations === 1 ? '1 table or view' : `${relations} tables and views`;
  if (relations > 0 && !purge)
    throw new Error(`${schema} has ${what}; --purge drops them, too, and what stands on them.`);
  if (relations > 0 && !yes) await askYes(context.output, `Drop ${schema} with its ${what}, and what stands on them?`);
  await dropSchema(context, schema, relations > 0);
  context.output.say(`The schema ${schema} was dropped. Who built there still reads report.`);
}

async function list(context: Context, options: FormatOptions): Promise<void> {
  const format = chosenFormat(options);
  const table = await readDatabase(context, (db) => readRows(db, statement('reader/schemas').text, [madeBy]));
  const { print, say, stdout } = context.output;
  if (table.rows.length === 0) say('No schema to build in yet; "repometer schema add analytics" makes one.');
  if (table.rows.length === 0 && format === 'table') return;
  print(formatRows(table, format, { isRounded: true, width: lineWidth(stdout) }));
}

/** Adds `schema` and what belongs to it. */
export function addSchemaCommand(program: Command, context: Context): void {
  const command = program
    .command('schema')
    .description('schemas beside report in which readers may build, for dbt and for tables of your own')
    .enablePositionalOptions();
  command
    .command('add')
    .description('make a schema in which repometer_reader, or a role of yours, may create tables and views')
    .argument('<name>', 'the schema', parsed(parseSchemaName))
    .option('--role <name>', `who may build there (default: ${reader})`, parsed(parseRoleName))
    .addHelpText('after', '\nExample:\n  $ repometer schema add analytics --role dbt')
    .action((name: string, options: { role?: string }) => add(context, name, options));
  command
    .command('remove')
    .description('drop a schema that "schema add" has made, while nothing stands in it')
    .argument('<name>', 'the schema', parsed(parseSchemaName))
    .option('--purge', 'with everything in it')
    .option('--yes', 'do not ask before --purge')
    .addHelpText('after', '\nExample:\n  $ repometer schema remove analytics --purge')
    .action((name: string, options: { purge?: true; yes?: true }) => remove(context, name, options));
  command
    .command('list')
    .description('every schema that "schema add" has made: who may build there, and how much stands there')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer schema list --format json')
    .action((options: FormatOptions) => list(context, options));
}
