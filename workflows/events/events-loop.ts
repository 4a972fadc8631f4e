import type { EventsStatus, PollEventsInput, State } from '../contract.ts';
import type { LoopTools } from '../loop/endless-loop.ts';
import type { Loop } from '../loop/loop-state.ts';
import { statusOfLoop } from '../loop/status-of-loop.ts';

/** What a loop of events carries beside what every loop does; plain JSON. */
export interface CarriedEvents {
  state: State;
  reason: string | null;
  rows: number;
  /** The newest look that found something, as Postgres counts them: whom it names, that is done. */
  heardPoll: number | null;
  /** Repositories whose numbers are to be computed. */
  kpisOf: string[];
  kpisStartedAt: number | null;
}

/** The loop of a feed; one object, changed by the loop and its handlers. */
export interface EventsLoop extends Loop {
  input: PollEventsInput;
  feed: CarriedEvents;
}

/** The feed's part of a loop, at its first start or with the state of the run before. */
export function createEventsLoop(input: PollEventsInput, { loop, carried }: LoopTools): EventsLoop {
  const { state = 'loading', reason = null, rows = 0, heardPoll = null } = (carried ?? {}) as Partial<CarriedEvents>;
  const { kpisOf = [], kpisStartedAt = null } = (carried ?? {}) as Partial<CarriedEvents>;
  return Object.assign(loop, { input, feed: { state, reason, rows, heardPoll, kpisOf, kpisStartedAt } });
}

/** The answer of the query `status`. */
export function statusOfEvents(loop: EventsLoop, phase: State, now: number): EventsStatus {
  const { feed, input } = loop;
  return {
    source: input.source.name,
    ...statusOfLoop(loop, phase, now),
    rows: feed.rows,
    reason: feed.reason,
  };
}

/** A line of Markdown for Temporal's UI. */
export function describeEvents({ feed }: EventsLoop): string[] {
  return [`${feed.rows} ${feed.rows === 1 ? 'event' : 'events'} stored. ${feed.reason ?? ''}`.trim()];
}
