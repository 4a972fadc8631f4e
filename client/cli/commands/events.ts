import type { Command } from 'commander';
import { messages, workflowTypes } from '../../../workflows/contract.ts';
import type { EventSource } from '../../../workflows/contract.ts';
import { parseEventsEvery, parseEventSource, parseMaxPages } from '../../../workflows/inputs/poll-events.ts';
import { formatRows } from '../tables/format-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import { pickColumns, pickRows } from '../../reports/table.ts';
import { eventsLoop } from '../../temporal/loop-name.ts';
import type { EventLoopOptions } from '../../temporal/event-loops.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { eachName } from '../each-name.ts';
import { forgetLoop } from '../forget-loop.ts';
import { chosenFormat, formatOption, safeCsvOption } from '../format-option.ts';
import type { FormatOptions } from '../format-option.ts';
import { parsed, parsedList } from '../parsed.ts';
import { lineWidth } from '../terminal.ts';
import { withTemporal } from '../with-temporal.ts';

const firstLookWithinMs = 15_000;

/** What a person should know of a feed before numbers are drawn from it. */
const notes: Record<EventSource['kind'], string> = {
  repository:
    'GitHub shows 300 events and 30 days, from half a minute to six hours late; what falls out between two looks is a gap.',
  owner:
    'An organisation shows its public events alone, a user what the user does: private ones are not there, whatever the token may see.',
  public: 'The public feed is a sample, not all that happens, and wakes no loop of a repository.',
};

const parseSources = (text: string, earlier: string[] | undefined) => [
  ...new Set(parsedList((given) => parseEventSource(given).name)(text, earlier)),
];

async function add(context: Context, names: string[], options: EventLoopOptions): Promise<void> {
  const { say } = context.output;
  await withTemporal(context, async ({ client }) => {
    const { addEventLoop, firstLook } = await import('../../temporal/event-loops.ts');
    const { hasWorker } = await import('../../temporal/require-worker.ts');
    const isWorked = await hasWorker(client);
    await eachName(context.output, names, async (name) => {
      const source = parseEventSource(name);
      const isNew = await addEventLoop(client, source, options);
      if (!isNew && Object.keys(options).length > 0) {
        throw new Error(
          `The events of ${name} are read already, and their loop keeps its input; to change it: "repometer events remove ${name}" ` +
            '(the events stay), then add it again.',
        );
      }
      if (isNew && isWorked) await firstLook(client, source, AbortSignal.timeout(firstLookWithinMs));
      say(`The events of ${name} are read ${isNew ? 'from now on' : 'already'}. ${notes[source.kind]}`);
    });
    if (!isWorked) say('No worker runs, so it waits; start one with "npm start" or "repometer worker".');
  });
}

async function remove(context: Context, names: string[]): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { stopLoop } = await import('../../temporal/stop-loop.ts');
    await eachName(context.output, names, async (name) => {
      const loop = eventsLoop(parseEventSource(name));
      const stop = await stopLoop(client, loop);
      const wasKnown = stop.kind === 'cancelled' || (await forgetLoop(context, loop.workflowId));
      if (stop.kind === 'none' && !wasKnown)
        throw new Error(`The events of ${name} are not read, and no loop of them is listed.`);
      const why = stop.kind === 'terminated' ? ` The loop was terminated, since ${stop.reason}.` : '';
      context.output.say(`The events of ${name} are read no more; those that are stored stay.${why}`);
    });
  });
}

async function order(
  context: Context,
  names: string[],
  message: string,
  tell: (name: string) => string,
): Promise<void> {
  await withTemporal(context, async ({ client }) => {
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    const { orderLoop } = await import('../../temporal/loops.ts');
    await requireWorker(client);
    await eachName(context.output, names, async (name) => {
      await orderLoop(client, eventsLoop(parseEventSource(name)), message);
      context.output.say(tell(name));
    });
  });
}

const columns = ['subject', 'state', 'every', 'rows_stored', 'next_sync_at', 'reason'];

async function list(context: Context, options: FormatOptions): Promise<void> {
  const format = chosenFormat(options);
  const loops = await readDatabase(context, (db) => readReport(db, 'loops'));
  const own = pickColumns(
    pickRows(loops, ({ kind }) => kind === workflowTypes.pollEvents),
    columns,
  );
  const { print, say, stdout } = context.output;
  if (own.rows.length === 0) say('No events are read yet; "repometer events add owner/name" begins to.');
  if (own.rows.length === 0 && format === 'table') return;
  print(formatRows(own, format, { isRounded: true, width: lineWidth(stdout), first: ['subject', 'state', 'reason'] }));
}

/** Adds `events` and what belongs to it. */
export function addEvents(program: Command, context: Context): void {
  const events = program
    .command('events')
    .description('the feeds of events that are read: of repositories, of owners, of all that is public')
    .enablePositionalOptions();
  const command = (name: string, description: string) =>
    events
      .command(name)
      .description(description)
      .argument('<owner/name | owner | public...>', 'the sources', parseSources)
      .addHelpText('after', `\nExample:\n  $ repometer events ${name} golang/go`);
  command('add', 'read the events of a repository, an owner, or everything public')
    .option('--every <duration>', 'look at least so often, from 1m to 24h (default: 15m)', parsed(parseEventsEvery))
    .option(
      '--max-pages <number>',
      'pages of 100 events a look reads at most, 1 to 3',
      parsed((text) => parseMaxPages(/^\d+$/.test(text) ? Number(text) : text)),
    )
    .action((names: string[], options: EventLoopOptions) => add(context, names, options));
  command('remove', 'read them no more, and keep what is stored').action((names: string[]) => remove(context, names));
  command('activate', 'go on with sources that were deactivated').action((names: string[]) =>
    order(context, names, messages.resume, (name) => `The events of ${name} are read again.`),
  );
  command('deactivate', 'send no more requests for a source until it is activated').action((names: string[]) =>
    order(
      context,
      names,
      messages.pause,
      (name) => `The events of ${name} are not read until "repometer events activate ${name}".`,
    ),
  );
  events
    .command('list')
    .description('every source: its state, its events, when it is looked at next')
    .addOption(formatOption())
    .addOption(safeCsvOption())
    .addHelpText('after', '\nExample:\n  $ repometer events list --format json')
    .action((options: FormatOptions) => list(context, options));
}
