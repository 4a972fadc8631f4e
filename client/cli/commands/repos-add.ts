import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { resources } from '../../../workflows/contract.ts';
import type { LoopStatus } from '../../../workflows/contract.ts';
import { parseEvery } from '../../../workflows/inputs/every.ts';
import { adoptLoop } from '../../orders/owned-loops.ts';
import type { LoopInput } from '../../temporal/loops.ts';
import type { Context } from '../context.ts';
import { eachName } from '../each-name.ts';
import { parsed } from '../parsed.ts';
import { withTemporal } from '../with-temporal.ts';
import { asOwner } from '../as-owner.ts';
import { parseFrom, parseResourceList } from './parse-loop-options.ts';
import { parseNames } from './parse-names.ts';

const firstAnswerWithinMs = 15_000;

type AddOptions = Omit<LoopInput, 'repository'>;

/** Waits for the first sign that GitHub knows the repository; a loop that fails at once tells why by throwing. */
async function firstSign(client: Client, repository: string): Promise<void> {
  const { watchLoop } = await import('../../temporal/watch-loop.ts');
  const patience = AbortSignal.timeout(firstAnswerWithinMs);
  const hasSign = (status: LoopStatus) => status.resources.some(({ state, rows }) => state !== 'loading' || rows > 0);
  await watchLoop(client, repository, patience, hasSign).catch((error: unknown) => {
    if (!patience.aborted) throw error;
  });
}

/** A loop that the loop of an owner has started is a person's from now on: it is not stopped when its repository leaves. */
async function adopt(context: Context, repository: string): Promise<void> {
  const adopted = await asOwner(context, 'add', (db) => adoptLoop(db, repository)).catch((error: unknown) => {
    context.output.say(`Whether a loop of its owner has started it cannot be looked up: ${(error as Error).message}`);
    return [];
  });
  for (const login of adopted) {
    context.output.say(`The loop of the owner ${login} has started it, and leaves it to you from now on.`);
  }
}

async function add(context: Context, names: string[], options: AddOptions): Promise<void> {
  const { say } = context.output;
  await withTemporal(context, async ({ client }) => {
    const { addLoop } = await import('../../temporal/loops.ts');
    const { hasWorker } = await import('../../temporal/require-worker.ts');
    const isWorked = await hasWorker(client);
    await eachName(context.output, names, async (repository) => {
      const isNew = await addLoop(client, { repository, ...options });
      if (!isNew && Object.keys(options).length > 0) {
        throw new Error(
          `The loop of ${repository} runs already and keeps its input; to change it: "repometer repos remove ${repository}" ` +
            '(the data stays), then add it again.',
        );
      }
      if (isNew && isWorked) await firstSign(client, repository);
      if (!isNew) await adopt(context, repository);
      say(isNew ? `The loop of ${repository} has started.` : `The loop of ${repository} runs already.`);
    });
    if (!isWorked) say('No worker runs, so it waits; start one with "npm start" or "repometer worker".');
    say('"repometer status --watch" shows how far it is.');
  });
}

/** Adds `repos add`. */
export function addReposAdd(repos: Command, context: Context): void {
  repos
    .command('add')
    .description('start the loop that keeps a repository in step with GitHub')
    .argument('<owner/name...>', 'the repositories', parseNames)
    .option('--every <duration>', 'time between two looks, such as 10m (default: 30m)', parsed(parseEvery))
    .option('--from <day>', 'only what was updated since this day, such as 2024-01-01', parsed(parseFrom))
    .option('--resources <list>', `with commas, of ${resources.join(', ')} (default: all)`, parsed(parseResourceList))
    .addHelpText('after', '\nExample:\n  $ repometer repos add golang/go --every 10m --from 2024-01-01')
    .action((names: string[], options: AddOptions) => add(context, names, options));
}
