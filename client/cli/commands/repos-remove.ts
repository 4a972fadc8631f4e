import type { Command } from 'commander';
import { runSql } from '../../../sql/query.ts';
import { eventsLoop, repositoryLoop } from '../../temporal/loop-name.ts';
import { asOwner } from '../as-owner.ts';
import type { Context } from '../context.ts';
import { eachName } from '../each-name.ts';
import { forgetLoop } from '../forget-loop.ts';
import { withTemporal } from '../with-temporal.ts';
import { resources } from '../../../workflows/contract.ts';
import { askYes } from './ask-yes.ts';
import { parseNames } from './parse-names.ts';

interface RemoveOptions {
  purge?: boolean;
  yes?: boolean;
}

async function purge(context: Context, repository: string): Promise<void> {
  await asOwner(context, 'purge', (db) =>
    runSql<{ repositories: number; issues: number }>(db, 'sync/purge_repository', { repository, resources }),
  );
  context.output.say(`Every row of ${repository} is deleted.`);
}

async function remove(context: Context, names: string[], options: RemoveOptions): Promise<void> {
  if (options.purge && !options.yes) {
    await askYes(context.output, `Delete every row of ${names.join(', ')}, raw answers included?`);
  }
  await withTemporal(context, async ({ client }) => {
    const { stopLoop } = await import('../../temporal/stop-loop.ts');
    const { stopBackfill } = await import('../../orders/stop-backfill.ts');
    await eachName(context.output, names, async (repository) => {
      const loop = repositoryLoop(repository);
      const stop = await stopLoop(client, loop);
      const beside = await stopBackfill(client, repository);
      if (options.purge) {
        // It would store them anew.
        await stopLoop(client, eventsLoop({ kind: 'repository', name: repository }));
        return purge(context, repository);
      }
      // One that ended in order has done it itself.
      const wasKnown = stop.kind === 'cancelled' || (await forgetLoop(context, loop.workflowId));
      if (stop.kind === 'none' && !wasKnown) throw new Error(`No loop of ${repository} runs, and none is listed.`);
      const how = stop.kind === 'none' ? 'had ended already, and is forgotten' : 'is stopped';
      const why = stop.kind === 'terminated' ? ` It was terminated, since ${stop.reason}.` : '';
      context.output.say(`The loop of ${repository} ${how}; its data stays (--purge deletes it).${why}`);
      beside.forEach(context.output.say);
    });
  });
}

/** Adds `repos remove`. */
export function addReposRemove(repos: Command, context: Context): void {
  repos
    .command('remove')
    .description('stop the loop of a repository and keep its data')
    .argument('<owner/name...>', 'the repositories', parseNames)
    .option('--purge', 'also delete its data, after asking')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  $ repometer repos remove golang/go --purge')
    .action((names: string[], options: RemoveOptions) => remove(context, names, options));
}
