import type { Estimator } from './estimator.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hoursOfWeek = 168;

/** What was seen so long ago counts half: of the hours of a week, which are a habit, and of how busy it is just now. */
const habitHalfLifeMs = 28 * dayMs;
const levelHalfLifeMs = 2 * hourMs;
/** So many hours as busy as the average are taken for seen in each hour of the week: until a few weeks are, one says little. */
const priorHours = 3;

export interface HourOfWeek {
  through: number;
  /** Events, and hours looked at, by hour of the week in UTC; both decay. */
  events: number[];
  hours: number[];
  /** The same of the last hours, of which hours count as busy as they usually are. */
  recentEvents: number;
  recentHours: number;
}

/**
 * Events come at the pace of the hour of the week, as earlier weeks have shown it, times how much busier than that it was of late.
 * A morning after a quiet night is expected, and so is a weekend.
 */
export const hourOfWeek: Estimator<HourOfWeek> = {
  name: 'hour of the week',
  open: (from) => ({
    through: from,
    events: new Array<number>(hoursOfWeek).fill(0),
    hours: new Array<number>(hoursOfWeek).fill(0),
    recentEvents: 0,
    recentHours: 0,
  }),
  observe(state, through, times) {
    const end = Math.max(state.through, through);
    const age = end - state.through;
    const habit = 0.5 ** (age / habitHalfLifeMs);
    const level = 0.5 ** (age / levelHalfLifeMs);
    const next: HourOfWeek = {
      through: end,
      events: state.events.map((count) => count * habit),
      hours: state.hours.map((hours) => hours * habit),
      recentEvents: state.recentEvents * level,
      recentHours: state.recentHours * level,
    };
    const shape = shapeOf(state);
    for (const { at, ms } of hoursBetween(state.through, end)) {
      const middle = end - at - ms / 2;
      next.hours[hourOf(at)]! += (ms / hourMs) * 0.5 ** (middle / habitHalfLifeMs);
      next.recentHours += (ms / hourMs) * shape(hourOf(at)) * 0.5 ** (middle / levelHalfLifeMs);
    }
    for (const at of times) {
      const past = Math.max(0, end - at);
      next.events[hourOf(at)]! += 0.5 ** (past / habitHalfLifeMs);
      next.recentEvents += 0.5 ** (past / levelHalfLifeMs);
    }
    return next;
  },
  paceOf(state) {
    const shape = shapeOf(state);
    const level = levelOf(state);
    return (at) => level * shape(hourOf(at));
  },
};

/** Monday 00:00 UTC is the first; 1970 began on a Thursday. */
const hourOf = (at: number) => (Math.floor(at / hourMs) + 3 * 24) % hoursOfWeek;

function* hoursBetween(from: number, to: number): Iterable<{ at: number; ms: number }> {
  for (let at = from; at < to;) {
    const end = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
    yield { at, ms: end - at };
    at = end;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Events in an average hour. */
function averageOf({ events, hours }: HourOfWeek): number {
  const seen = sum(hours);
  return seen === 0 ? 0 : sum(events) / seen;
}

/** How much busier than the average an hour of the week is. */
function shapeOf(state: HourOfWeek): (hour: number) => number {
  const average = averageOf(state);
  if (average === 0) return () => 1;
  return (hour) => (state.events[hour]! + priorHours * average) / (state.hours[hour]! + priorHours) / average;
}

/** Events in an hour as busy as the average, as it was of late. */
function levelOf(state: HourOfWeek): number {
  return (state.recentEvents + priorHours * averageOf(state)) / (state.recentHours + priorHours);
}
