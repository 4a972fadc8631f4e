import type { Command } from 'commander';
import { messages } from '../../../workflows/contract.ts';
import type { SyncNowAnswer } from '../../../workflows/contract.ts';
import type { Context } from '../context.ts';
import { eachName } from '../each-name.ts';
import { withTemporal } from '../with-temporal.ts';
import { parseNames } from './parse-names.ts';

async function order<Answer>(
  context: Context,
  names: string[],
  message: string,
  tell: (repository: string, answer: Answer) => string,
): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    const { orderLoop } = await import('../../temporal/loops.ts');
    await requireWorker(client);
    await eachName(context.output, names, async (repository) => {
      context.output.say(tell(repository, await orderLoop<Answer>(client, repository, message)));
    });
  });
}

function tellSync(repository: string, answer: SyncNowAnswer): string {
  if ('cycle' in answer) return `Cycle ${answer.cycle} of ${repository} has begun; "repometer status ${repository}".`;
  throw new Error(`${repository}: ${answer.message}`);
}

/** Adds `repos pause`, `repos resume` and `repos sync`. */
export function addReposOrders(repos: Command, context: Context): void {
  repos
    .command('pause')
    .description('send no more requests for a repository until it is resumed')
    .argument('<owner/name...>', 'the repositories', parseNames)
    .addHelpText('after', '\nExample:\n  $ repometer repos pause golang/go')
    .action((names: string[]) => order(context, names, messages.pause, (name) => `The loop of ${name} is paused.`));
  repos
    .command('resume')
    .description('let a paused repository go on')
    .argument('<owner/name...>', 'the repositories', parseNames)
    .addHelpText('after', '\nExample:\n  $ repometer repos resume golang/go')
    .action((names: string[]) => order(context, names, messages.resume, (name) => `The loop of ${name} goes on.`));
  repos
    .command('sync')
    .description('look at GitHub now instead of at the next turn')
    .argument('<owner/name...>', 'the repositories', parseNames)
    .addHelpText('after', '\nExample:\n  $ repometer repos sync golang/go')
    .action((names: string[]) => order(context, names, messages.syncNow, tellSync));
}
