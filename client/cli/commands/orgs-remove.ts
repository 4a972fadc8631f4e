import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { runSql } from '../../../sql/query.ts';
import { ownerResources } from '../../../workflows/contract.ts';
import { startedLoops } from '../../orders/owned-loops.ts';
import { eventsLoop, ownerLoop } from '../../temporal/loop-name.ts';
import { asOwner } from '../as-owner.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { eachName } from '../each-name.ts';
import { forgetLoop } from '../forget-loop.ts';
import { withTemporal } from '../with-temporal.ts';
import { askYes } from './ask-yes.ts';
import { parseOwners } from './parse-names.ts';

interface RemoveOptions {
  keepRepositories?: true;
  purge?: true;
  yes?: true;
}

async function removeOwner(context: Context, client: Client, owner: string, options: RemoveOptions): Promise<void> {
  const { stopLoop } = await import('../../temporal/stop-loop.ts');
  const { stopStarted } = await import('../../orders/stop-started.ts');
  const { say } = context.output;
  const started = await readDatabase(context, (db) => startedLoops(db, owner));
  const loop = ownerLoop(owner);
  const stop = await stopLoop(client, loop);
  const wasKnown = stop.kind === 'cancelled' || (await forgetLoop(context, loop.workflowId));
  if (stop.kind === 'none' && !wasKnown && !options.purge)
    throw new Error(`No loop of the owner ${owner} runs, and none is listed.`);
  const why = stop.kind === 'terminated' ? ` It was terminated, since ${stop.reason}.` : '';
  say(
    `The loop of the owner ${owner} ${stop.kind === 'none' ? 'had ended already, and is forgotten' : 'is stopped'}.${why}`,
  );
  if (options.keepRepositories) {
    if (started.length > 0)
      say(`The ${started.length} loops that it has started go on by themselves; "repometer repos list".`);
  } else if (started.length > 0) {
    const stopped = await stopStarted(client, started, (workflowId) => forgetLoop(context, workflowId));
    say(`${stopped} of the ${started.length} loops that it has started were stopped; their data stays.`);
  }
  if (!options.purge) return;
  // Its feed would take the next look for its first one, and what came between for nothing lost.
  const feed = await stopLoop(client, eventsLoop({ kind: 'owner', name: owner }));
  if (feed.kind !== 'none') say(`The events of ${owner} are not read any more.`);
  await asOwner(context, 'purge', (db) =>
    runSql<{ owners: number }>(db, 'sync/purge_owner', { owner, resources: ownerResources }),
  );
  say(
    `What is stored of ${owner} itself is deleted; the data of its repositories stays ("repometer repos remove --purge").`,
  );
}

async function remove(context: Context, owners: string[], options: RemoveOptions): Promise<void> {
  if (options.purge && !options.yes) {
    await askYes(context.output, `Delete the list of the repositories of ${owners.join(', ')}, with its dates?`);
  }
  await withTemporal(context, ({ client }) =>
    eachName(context.output, owners, (owner) => removeOwner(context, client, owner, options), 'owners'),
  );
}

/** Adds `orgs remove`. */
export function addOrgsRemove(orgs: Command, context: Context): void {
  orgs
    .command('remove')
    .description('stop the loop of an owner and those that it has started; all data stays')
    .argument('<owner...>', 'the owners', parseOwners)
    .option('--keep-repositories', 'let the loops of its repositories go on')
    .option('--purge', 'also delete the list of its repositories, after asking')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  $ repometer orgs remove golang --keep-repositories')
    .action((owners: string[], options: RemoveOptions) => remove(context, owners, options));
}
