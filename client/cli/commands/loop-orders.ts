import type { Command } from 'commander';
import { messages } from '../../../workflows/contract.ts';
import type { SyncNowAnswer } from '../../../workflows/contract.ts';
import type { LoopName } from '../../temporal/loop-name.ts';
import type { Context } from '../context.ts';
import { eachName } from '../each-name.ts';
import { withTemporal } from '../with-temporal.ts';

/** What loops a command gives orders to. */
export interface OrderedLoops {
  /** As commander shows it: `<owner/name...>`. */
  argument: string;
  /** One of them, and several, in sentences. */
  one: string;
  several: string;
  example: string;
  parse: (text: string, earlier: string[] | undefined) => string[];
  loopOf: (name: string) => LoopName;
  /** Where a person looks how it goes on. */
  look: (name: string) => string;
}

async function order<Answer>(
  context: Context,
  { loopOf, several }: OrderedLoops,
  names: string[],
  message: string,
  tell: (name: string, answer: Answer) => string,
): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    const { orderLoop } = await import('../../temporal/loops.ts');
    await requireWorker(client);
    const work = async (name: string) =>
      context.output.say(tell(name, await orderLoop<Answer>(client, loopOf(name), message)));
    await eachName(context.output, names, work, several);
  });
}

/** Adds `pause`, `resume` and `sync` to a command of loops. */
export function addLoopOrders(parent: Command, context: Context, loops: OrderedLoops): void {
  const { argument, one, several, example, parse, look } = loops;
  const program = `repometer ${parent.name()}`;
  function tellSync(name: string, answer: SyncNowAnswer): string {
    if ('cycle' in answer) return `Cycle ${answer.cycle} of ${name} has begun; "${look(name)}".`;
    throw new Error(`${name}: ${answer.message}`);
  }
  parent
    .command('pause')
    .description(`send no more requests for ${one} until it is resumed`)
    .argument(argument, `the ${several}`, parse)
    .addHelpText('after', `\nExample:\n  $ ${program} pause ${example}`)
    .action((names: string[]) =>
      order(context, loops, names, messages.pause, (name) => `The loop of ${name} is paused.`),
    );
  parent
    .command('resume')
    .description(`let a paused ${one.replace(/^an? /, '')} go on`)
    .argument(argument, `the ${several}`, parse)
    .addHelpText('after', `\nExample:\n  $ ${program} resume ${example}`)
    .action((names: string[]) =>
      order(context, loops, names, messages.resume, (name) => `The loop of ${name} goes on.`),
    );
  parent
    .command('sync')
    .description('look at GitHub now instead of at the next turn')
    .argument(argument, `the ${several}`, parse)
    .addHelpText('after', `\nExample:\n  $ ${program} sync ${example}`)
    .action((names: string[]) => order(context, loops, names, messages.syncNow, tellSync));
}
