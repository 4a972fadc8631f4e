import type { Estimator } from '../../activities/events/polling/estimator.ts';
import { nextPollMs } from '../../activities/events/polling/next-poll.ts';
import type { PollBounds } from '../../activities/events/polling/next-poll.ts';

/** What it cost to find the events of a feed, and how late they were found. */
export interface Polling {
  strategy: string;
  events: number;
  /** Requests, those that GitHub answers with 304 and counts as nothing among them. */
  requests: number;
  billed: number;
  meanDelaySeconds: number;
  p95DelaySeconds: number;
  /** Events that had left the feed, which shows 300, before they were looked for. */
  lost: number;
}

/** How long to wait after a look. */
export type Strategy = { name: string; open(from: number): Waiting };
interface Waiting {
  waitAfter(now: number, found: readonly number[]): number;
}

export const fixed = (name: string, waitMs: number): Strategy => ({
  name,
  open: () => ({ waitAfter: () => waitMs }),
});

export const estimated = <State>(estimator: Estimator<State>, bounds: PollBounds): Strategy => ({
  name: estimator.name,
  open(from) {
    let state = estimator.open(from);
    return {
      waitAfter(now, found) {
        state = estimator.observe(state, now, found);
        return nextPollMs(estimator, state, now, bounds);
      },
    };
  },
});

const page = 100;
const shown = 300;

/**
 * Plays a recorded feed: looks at it as a strategy says, from its first event to its last.
 *
 * @param times of its events, milliseconds since 1970, in order
 */
export function playFeed(times: readonly number[], strategy: Strategy): Polling {
  // The first look finds a history.
  const known = Math.min(shown, Math.floor(times.length / 10));
  const first = times[known] ?? 0;
  const last = times.at(-1) ?? 0;
  const waiting = strategy.open(times[0] ?? 0);
  waiting.waitAfter(first, times.slice(0, known));
  const delays: number[] = [];
  let [requests, billed, lost, place] = [0, 0, 0, known];
  for (let now = first; place < times.length && now <= last + 7 * 24 * 3_600_000;) {
    let end = place;
    while (end < times.length && times[end]! <= now) end += 1;
    const found = times.slice(place, end);
    // The first page tells that nothing is new; a page that is full of new ones has another one behind it.
    const pages = Math.min(3, Math.floor(found.length / page) + 1);
    requests += pages;
    if (found.length > 0) billed += pages;
    lost += Math.max(0, found.length - shown);
    for (const at of found) delays.push((now - at) / 1000);
    place = end;
    now += waiting.waitAfter(now, found);
  }
  delays.sort((one, other) => one - other);
  return {
    strategy: strategy.name,
    events: delays.length,
    requests,
    billed,
    meanDelaySeconds: delays.reduce((total, one) => total + one, 0) / Math.max(1, delays.length),
    p95DelaySeconds: delays[Math.ceil(delays.length * 0.95) - 1] ?? 0,
    lost,
  };
}
