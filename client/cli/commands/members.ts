import type { Command } from 'commander';
import { parseOwnerName } from '../../../workflows/inputs/repository-name.ts';
import type { Context } from '../context.ts';
import { eachName } from '../each-name.ts';
import type { Output } from '../output.ts';
import { parsedList } from '../parsed.ts';
import { withTemporal } from '../with-temporal.ts';
import type { MembersRead } from '../../temporal/members.ts';

function tell({ say }: Output, { owners, changed, failures, concealed, leftOut }: MembersRead): void {
  const what = owners === 1 ? 'organisation was' : 'organisations were';
  say(`${owners} ${what} read, ${changed} rows changed: "repometer report members", "repometer report team-members".`);
  for (const sentence of [...concealed, ...leftOut, ...failures]) say(sentence);
  if (failures.length > 0) throw new Error('Not everything could be read.');
}

async function syncMembers(context: Context, owners: string[]): Promise<void> {
  const { output } = context;
  await withTemporal(context, async ({ client }) => {
    const { readMembers } = await import('../../temporal/members.ts');
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    await requireWorker(client);
    if (owners.length === 0) {
      output.say('Reading who belongs to every organisation that is kept.');
      return tell(output, await readMembers(client, null));
    }
    await eachName(output, owners, async (owner) => tell(output, await readMembers(client, owner)));
  });
}

/** Adds `members sync`. */
export function addMembers(program: Command, context: Context): void {
  const members = program
    .command('members')
    .description('who belongs to organisations: members, teams, outside collaborators')
    .enablePositionalOptions();
  members
    .command('sync')
    .description('look at GitHub now instead of at 05:00 UTC')
    .argument('[owner...]', 'logins of organisations; none: all that a loop keeps', parseOwners)
    .addHelpText(
      'after',
      '\nConcealed members, teams and outside collaborators are told to people of the organisation alone.\n\nExample:\n  $ repometer members sync golang',
    )
    .action((owners: string[] | undefined) => syncMembers(context, owners ?? []));
}

/** Parses each of several logins for commander; one given twice counts once. */
function parseOwners(text: string, earlier: string[] | undefined): string[] {
  return [...new Set(parsedList(parseOwnerName)(text, earlier))];
}
