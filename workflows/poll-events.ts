import { workflowInfo } from '@temporalio/workflow';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import { nameOfSource } from './contract.ts';
import type { EventsStatus, PollEventsInput, State } from './contract.ts';
import { createEventsLoop, describeEvents, statusOfEvents } from './events/events-loop.ts';
import type { CarriedEvents } from './events/events-loop.ts';
import { createEventKpisErrand } from './events/event-kpis.ts';
import { lookAtFeed } from './events/look-at-feed.ts';
import { parsePollEventsInput, requireEventsId } from './inputs/poll-events.ts';
import { runEndlessLoop } from './loop/endless-loop.ts';
import type { LoopTools } from './loop/endless-loop.ts';
import type { LoopParts } from './loop/loop-parts.ts';

/**
 * The endless loop of one feed of events: look, store, wake the loops of repositories that something has happened in, sleep.
 *
 * @param inputs one object, see PollEventsInput; only `source` is required. A continued run also gets its state.
 */
export function pollEvents(...inputs: unknown[]): Promise<never> {
  return runEndlessLoop(inputs, { parse, create });
}

interface Accepted {
  input: PollEventsInput;
  /** The input as a person gave it: what it leaves out is looked up anew in each run. */
  given: object;
}

function parse(inputs: unknown[]): Accepted {
  const input = parsePollEventsInput(inputs);
  requireEventsId(workflowInfo().workflowId, input.source);
  return { input, given: inputs[0] as object };
}

function create({ input, given }: Accepted, tools: LoopTools): LoopParts<EventsStatus, never> {
  const loop = createEventsLoop(input, tools);
  const { source } = input;
  const [owner = ''] = source.name.split('/');
  return {
    name: nameOfSource(source),
    given,
    cycle: (isUrgent) => lookAtFeed({ loop, show: tools.show }, isUrgent),
    carry: (): CarriedEvents => loop.feed,
    phase: () => loop.feed.state,
    status: (phase, now) => statusOfEvents(loop, phase, now),
    describe: () => describeEvents(loop),
    attributes: [
      ...(source.kind === 'public' ? [] : [{ key: keywords.owner, value: owner }]),
      ...(source.kind === 'repository' ? [{ key: keywords.repository, value: source.name }] : []),
    ],
    record: (state, reason) => recordLoop(input, state, reason),
    errand: createEventKpisErrand(loop),
  };
}

function recordLoop({ source, every }: PollEventsInput, state: State, reason: string | null) {
  const { workflowId } = workflowInfo();
  const said = state === 'paused' ? `Paused; \`repometer events activate ${source.name}\` goes on.` : reason;
  return databaseActivities.recordEventsLoop.executeWithOptions(
    { summary: `loop of ${nameOfSource(source)}: ${state}` },
    [{ workflowId, source, every, state, reason: said }],
  );
}
