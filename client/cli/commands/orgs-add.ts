import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import type { OrganizationPreview, OrganizationStatus, RepositoryResource } from '../../../workflows/contract.ts';
import { resources } from '../../../workflows/contract.ts';
import { parseEvery, parseOwnerEvery } from '../../../workflows/inputs/every.ts';
import { parsePattern } from '../../../workflows/inputs/sync-organization.ts';
import type { OwnerLoopInput } from '../../temporal/owner-loops.ts';
import type { Context } from '../context.ts';
import { eachName } from '../each-name.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { parsed, parsedList } from '../parsed.ts';
import { formatRows } from '../tables/format-rows.ts';
import { lineWidth } from '../terminal.ts';
import { usageError } from '../usage-error.ts';
import { withTemporal } from '../with-temporal.ts';
import { parseFrom, parseResourceList } from './parse-loop-options.ts';
import { parseOwners } from './parse-names.ts';

const firstCycleWithinMs = 30_000;

interface AddOptions extends FormatOptions {
  every?: string;
  include?: string[];
  exclude?: string[];
  archived?: true;
  forks?: true;
  repositoriesEvery?: string;
  resources?: RepositoryResource[];
  from?: string;
  dryRun?: true;
}

function inputOf(owner: string, options: AddOptions): OwnerLoopInput {
  const { every, include, exclude, archived, forks, repositoriesEvery, from } = options;
  const of = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const repositories = of({ every: repositoriesEvery, resources: options.resources, from });
  const rules = of({ every, include, exclude, archived, forks });
  return { owner, ...rules, ...(Object.keys(repositories).length === 0 ? {} : { repositories }) };
}

function tellStarted(owner: string, status: OrganizationStatus | undefined): string {
  const begun = `The loop of the owner ${owner} has started`;
  const { loops = null, resources: standing = [], limitedUntil = null } = status ?? {};
  if (loops !== null) {
    const { kept, listed } = loops;
    return `${begun}: ${kept} of ${listed} ${listed === 1 ? 'repository is' : 'repositories are'} kept; "repometer report owner-repositories" says which, and why others are not.`;
  }
  if (limitedUntil !== null) return `${begun}; GitHub limits it until ${limitedUntil}.`;
  const trouble = standing.find(({ reason }) => reason !== null);
  return trouble ? `${begun}, but: ${trouble.reason}` : `${begun}; "repometer status ${owner}" shows how far it is.`;
}

async function start(context: Context, client: Client, owner: string, options: AddOptions, isWorked: boolean) {
  const { addOwnerLoop, firstOwnerCycle } = await import('../../temporal/owner-loops.ts');
  const input = inputOf(owner, options);
  const isNew = await addOwnerLoop(client, input);
  if (!isNew && Object.keys(input).length > 1) {
    throw new Error(
      `The loop of the owner ${owner} runs already and keeps its input; to change it: ` +
        `"repometer orgs remove ${owner} --keep-repositories" (loops and data stay), then add it again.`,
    );
  }
  if (!isNew) return context.output.say(`The loop of the owner ${owner} runs already.`);
  context.output.say(
    tellStarted(owner, isWorked ? await firstOwnerCycle(client, owner, firstCycleWithinMs) : undefined),
  );
}

function show({ output }: Context, previews: OrganizationPreview[], options: AddOptions): void {
  const text = 25;
  const rows = previews.flatMap(({ repositories }) =>
    repositories.map(({ repository, leftOut }) => [repository, leftOut === null ? 'kept' : 'left out', leftOut]),
  );
  const columns = ['repository', 'verdict', 'reason'].map((name) => ({ name, type: text }));
  output.print(formatRows({ columns, rows }, chosenFormat(options), { width: lineWidth(output.stdout) }));
  for (const { owner, repositories, isCut } of previews) {
    const kept = repositories.filter(({ leftOut }) => leftOut === null).length;
    const cut = isCut ? `, of the first ${repositories.length} that GitHub lists` : '';
    output.say(`${kept} of ${repositories.length} repositories of ${owner} would be kept${cut}; nothing was started.`);
  }
}

/** Rules that fit no name at all are a mistake; those that leave out what they fit may be meant. */
function refuseUnmatched(previews: OrganizationPreview[]): void {
  // Of a list that was cut, the rest may hold what fits.
  const isUnmatched = ({ repositories, isCut }: OrganizationPreview) =>
    !isCut && repositories.length > 0 && repositories.every(({ leftOut }) => leftOut?.startsWith('not included by'));
  const found = previews.find(isUnmatched);
  if (found) throw usageError(`No pattern of --include fits any repository of ${found.owner}.`);
}

async function add(context: Context, owners: string[], options: AddOptions): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { hasWorker, requireWorker } = await import('../../temporal/require-worker.ts');
    if (options.dryRun) {
      await requireWorker(client);
      const { previewOwner } = await import('../../temporal/owner-loops.ts');
      const previews: OrganizationPreview[] = [];
      const look = async (owner: string) => void previews.push(await previewOwner(client, inputOf(owner, options)));
      await eachName(context.output, owners, look, 'owners');
      show(context, previews, options);
      return refuseUnmatched(previews);
    }
    const isWorked = await hasWorker(client);
    await eachName(context.output, owners, (owner) => start(context, client, owner, options, isWorked), 'owners');
    if (!isWorked) context.output.say('No worker runs, so it waits; start one with "npm start" or "repometer worker".');
  });
}

/** Adds `orgs add`. */
export function addOrgsAdd(orgs: Command, context: Context): void {
  const pattern = (what: string) => parsedList((text) => parsePattern(text, what));
  orgs
    .command('add')
    .description('keep the repositories of an organisation or a user in step with GitHub, those that come later too')
    .argument('<owner...>', 'organisations and users', parseOwners)
    .option('--every <duration>', 'time between two looks at the list (default: 24h)', parsed(parseOwnerEvery))
    .option(
      '--include <pattern>',
      'keep names like this, such as "api-*"; may be repeated (default: *)',
      pattern('--include'),
    )
    .option('--exclude <pattern>', 'but not those like this; may be repeated', pattern('--exclude'))
    .option('--archived', 'archived repositories, too')
    .option('--forks', 'forks, too')
    .option(
      '--repositories-every <duration>',
      'time between two looks at each repository (default: 30m)',
      parsed(parseEvery),
    )
    .option('--from <day>', 'of each repository only what was updated since this day', parsed(parseFrom))
    .option('--resources <list>', `with commas, of ${resources.join(', ')} (default: all)`, parsed(parseResourceList))
    .option('--dry-run', 'show what would be kept, and why the rest is not; start nothing')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ repometer orgs add golang --exclude "x-*" --dry-run\n  $ repometer orgs add golang --include go --include tools --forks',
    )
    .action((owners: string[], options: AddOptions) => add(context, owners, options));
}
