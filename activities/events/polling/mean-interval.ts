import type { Estimator } from './estimator.ts';

const hourMs = 3_600_000;
const windowMs = 7 * 24 * hourMs;
const mostEvents = 500;

export interface MeanInterval {
  through: number;
  /** The newest ones of the window, oldest first. */
  times: number[];
}

/**
 * The next event comes as long after the last one as they came on average: (last - first) / (n - 1) of the last 7 days or 500 events,
 * whichever is less. The rule of event monitors, and what others are measured against.
 */
export const meanInterval: Estimator<MeanInterval> = {
  name: 'mean interval',
  open: (from) => ({ through: from, times: [] }),
  observe({ through: before, times: known }, through, times) {
    const end = Math.max(before, through);
    const all = [...known, ...times].filter((at) => at > end - windowMs).sort((one, other) => one - other);
    return { through: end, times: all.slice(-mostEvents) };
  },
  paceOf({ times }) {
    const [first] = times;
    const last = times.at(-1);
    if (first === undefined || last === undefined) return () => 0;
    const meanMs = times.length < 2 ? windowMs : (last - first) / (times.length - 1);
    return () => hourMs / Math.max(1, meanMs);
  },
};
