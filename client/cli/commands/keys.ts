import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { scopes } from '../../keys/api-key.ts';
import type { Scope } from '../../keys/api-key.ts';
import { createKey, listKeys, revokeKey } from '../../keys/change-keys.ts';
import { asOwner } from '../as-owner.ts';
import type { Context } from '../context.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { formatRows } from '../tables/format-rows.ts';
import { lineWidth } from '../terminal.ts';

const text = 25; // pg_type.oid
const columns = ['key_id', 'name', 'scope', 'created_at', 'last_used_at', 'revoked_at'] as const;

function parseKeyName(given: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(given)) return given;
  throw new InvalidArgumentError('A key is named by letters, digits, blanks, points, hyphens and underscores.');
}

async function list(context: Context, options: FormatOptions): Promise<void> {
  const format = chosenFormat(options);
  const keys = await asOwner(context, 'keys', listKeys);
  const { print, say, stdout } = context.output;
  if (keys.length === 0) say('No key yet; "repometer keys create" makes one.');
  if (keys.length === 0 && format === 'table') return;
  const table = {
    columns: columns.map((name) => ({ name, type: text })),
    rows: keys.map((key) => columns.map((name) => key[name])),
  };
  print(formatRows(table, format, { width: lineWidth(stdout), first: ['name', 'scope', 'key_id'] }));
}

/** Adds `keys` and what belongs to it. */
export function addKeys(program: Command, context: Context): void {
  const keys = program.command('keys').description('keys of the API').enablePositionalOptions();
  keys
    .command('create')
    .description('make a key; it is shown this once, and only its hash is stored')
    .requiredOption('--name <name>', 'whose it is', parseKeyName)
    .addOption(
      new Option('--scope <scope>', 'read: everything that can be read; admin: orders, too')
        .choices(scopes)
        .default('read'),
    )
    .addHelpText('after', '\nExample:\n  $ repometer keys create --name grafana --scope read')
    .action(async ({ name, scope }: { name: string; scope: Scope }) => {
      const key = await asOwner(context, 'keys', (db) => createKey(db, name, scope));
      context.output.print(`${key}\n`);
      context.output.say(`This is the key ${name}, shown once; send it as "Authorization: Bearer KEY".`);
    });
  keys
    .command('list')
    .description('every key: whose, what it may, when it was last used')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer keys list --format json')
    .action((options: FormatOptions) => list(context, options));
  keys
    .command('revoke')
    .description('end a key, from the next request on')
    .argument('<name>', 'its name, or its id', parseKeyName)
    .addHelpText('after', '\nExample:\n  $ repometer keys revoke grafana')
    .action(async (name: string) => {
      const isRevoked = await asOwner(context, 'keys', (db) => revokeKey(db, name));
      if (!isRevoked) throw new Error(`There is no key ${name} that is not revoked; "repometer keys list" shows them.`);
      context.output.say(`The key ${name} is revoked.`);
    });
}
