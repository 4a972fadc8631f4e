import type { Estimator } from './estimator.ts';

/** Bounds of a wait, in milliseconds. */
export interface PollBounds {
  /** GitHub's own (`X-Poll-Interval`). */
  leastMs: number;
  mostMs: number;
}

/** A look is due when the events that are to be expected have waited for so long together, in seconds. */
const mostWaitedSeconds = 120;
const stepMs = 30_000;
const hourMs = 3_600_000;

/**
 * How long to wait for the next look at a feed. Were looks to come as often as events, quiet feeds would be late and busy ones dear:
 * for the same number of requests events are found soonest when the waiting of all that is between two looks is the same, so that a
 * feed that is a hundred times as busy is looked at ten times as often.
 *
 * @param now the time of the last look, milliseconds since 1970
 */
export function nextPollMs<State>(
  estimator: Estimator<State>,
  state: State,
  now: number,
  { leastMs, mostMs }: PollBounds,
): number {
  const pace = estimator.paceOf(state);
  let [waitMs, expected, waitedSeconds] = [0, 0, 0];
  while (waitMs < mostMs && (waitMs < leastMs || waitedSeconds < mostWaitedSeconds)) {
    const more = (pace(now + waitMs) * stepMs) / hourMs;
    waitedSeconds += ((expected + more / 2) * stepMs) / 1000;
    expected += more;
    waitMs += stepMs;
  }
  return Math.max(leastMs, Math.min(waitMs, mostMs));
}
