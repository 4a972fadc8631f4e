import type { Command } from 'commander';
import { resources } from '../../../workflows/contract.ts';
import type { BackfillStatus, RepositoryResource } from '../../../workflows/contract.ts';
import { requireOrder } from '../../../workflows/inputs/backfill-repository.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { createDisplay } from '../board/display.ts';
import { drawBackfill } from '../board/draw-backfill.ts';
import type { Context } from '../context.ts';
import { parsed } from '../parsed.ts';
import { untilSignal } from '../until-signal.ts';
import { usageError } from '../usage-error.ts';
import { withTemporal } from '../with-temporal.ts';
import { dayParser, parseFrom, parseResourceList } from './parse-loop-options.ts';

interface BackfillOptions {
  from?: string;
  to?: string;
  resources?: RepositoryResource[];
  detach?: boolean;
}

const tellEveryMs = 5_000;

function checkOrder({ from, to }: BackfillOptions): void {
  try {
    requireOrder({ from: from ?? null, to: to ?? null }, { from: '--from', to: '--to' });
  } catch (error) {
    throw usageError((error as Error).message);
  }
}

async function backfill(context: Context, repository: string, { detach, ...range }: BackfillOptions): Promise<void> {
  const { say } = context.output;
  checkOrder(range);
  await withTemporal(context, async ({ client }) => {
    const { hasLoop, startBackfill } = await import('../../temporal/backfills.ts');
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    await requireWorker(client);
    if (!(await hasLoop(client, repository))) {
      throw usageError(
        `No loop keeps ${repository}, so nothing would go on from what a backfill reads; "repometer repos add ${repository}" starts one.`,
      );
    }
    if (!(await startBackfill(client, { repository, ...range }))) {
      throw new Error(
        `A backfill of ${repository} runs already, and keeps its own range: "repometer backfill status ${repository}" shows it, ` +
          `"repometer backfill cancel ${repository}" ends it; what it has stored stays.`,
      );
    }
    say(`The backfill of ${repository} has started; "repometer backfill status ${repository}" shows how far it is.`);
    if (!detach) await watch(context, client, repository);
  });
}

type Client = Parameters<Parameters<typeof withTemporal>[1]>[0]['client'];

/** Shows a backfill on stderr until it has ended; Ctrl-C leaves it running. */
async function watch(context: Context, client: Client, repository: string): Promise<void> {
  const { output } = context;
  const { watchBackfill } = await import('../../temporal/backfills.ts');
  const stop = untilSignal();
  const display = createDisplay(output.stderr);
  let toldAt = 0;
  const tell = (status: BackfillStatus) => {
    // A log gets a picture now and then, a terminal one that moves.
    if (!output.stderr.isTTY && Date.now() - toldAt < tellEveryMs) return;
    toldAt = Date.now();
    display.show(drawBackfill(status));
  };
  try {
    const result = await watchBackfill(client, repository, { signal: stop.signal, tell });
    display.end();
    result.notes.forEach(output.say);
    result.failures.forEach(output.say);
    output.say(`${repository} was backfilled: ${result.changed} rows were new or newer.`);
    if (result.failures.length > 0)
      throw new Error('Not everything could be read; the same command goes on from there.');
  } catch (error) {
    display.end();
    if (!stop.signal.aborted) throw error;
    output.say(`The backfill goes on by itself; "repometer backfill status ${repository}" shows how far it is.`);
  } finally {
    stop.dispose();
  }
}

async function showStatus(
  context: Context,
  repository: string,
  { watch: isWatched }: { watch?: boolean },
): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { askBackfill } = await import('../../temporal/backfills.ts');
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    await requireWorker(client);
    if (isWatched) return watch(context, client, repository);
    const status = await askBackfill(client, repository);
    const { print } = context.output;
    print([drawBackfill(status), ...status.notes, ...status.failures, ''].join('\n'));
  });
}

async function order(context: Context, repository: string, message: 'pause' | 'resume' | 'cancel'): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { cancelBackfill, orderBackfill } = await import('../../temporal/backfills.ts');
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    await requireWorker(client);
    if (message === 'cancel') await cancelBackfill(client, repository);
    else await orderBackfill(client, repository, message);
    context.output.say(told[message](repository));
  });
}

const told = {
  pause: (name: string) => `The backfill of ${name} is paused.`,
  resume: (name: string) => `The backfill of ${name} goes on.`,
  cancel: (name: string) =>
    `The backfill of ${name} is cancelled; what it has stored stays, and another one goes on from there.`,
};

/** Adds `backfill` with `status`, `pause`, `resume` and `cancel`. */
export function addBackfill(program: Command, context: Context): void {
  const command = program
    .command('backfill')
    .description('read what lies before the beginning of what is kept of a repository, beside its loop')
    .argument('<owner/name>', 'a repository that a loop keeps', parsed(parseRepositoryName))
    .option(
      '--from <day>',
      'the first day, such as 2016-01-01 (default: everything since the beginning)',
      parsed(parseFrom),
    )
    .option(
      '--to <day>',
      'the day before which it ends (default: where what is complete begins)',
      parsed(dayParser('--to')),
    )
    .option(
      '--resources <list>',
      `with commas, of ${resources.join(', ')} (default: all that the loop keeps)`,
      parsed(parseResourceList),
    )
    .option('--detach', 'start it and do not wait for its end')
    .addHelpText(
      'after',
      '\nBy the time of the last update, commits by the date of their committer. A range that ends before what is complete is kept, and proves\nnothing until what lies between is read, too.\n\nExample:\n  $ repometer backfill golang/go --from 2016-01-01',
    )
    .action((repository: string, options: BackfillOptions) => backfill(context, repository, options));
  const add = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .argument('<owner/name>', 'the repository', parsed(parseRepositoryName))
      .addHelpText('after', `\nExample:\n  $ repometer backfill ${name} golang/go`);
  add('status', 'how far the backfill of a repository is, or how the last one ended')
    .option('--watch', 'keep showing it until it ends, or until Ctrl-C')
    .action((repository: string, options: { watch?: boolean }) => showStatus(context, repository, options));
  add('pause', 'let a backfill send no more requests until it is resumed').action((name: string) =>
    order(context, name, 'pause'),
  );
  add('resume', 'let a paused backfill go on').action((name: string) => order(context, name, 'resume'));
  add('cancel', 'end a backfill; what it has stored stays').action((name: string) => order(context, name, 'cancel'));
}
