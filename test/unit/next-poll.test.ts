import assert from 'node:assert/strict';
import { hourOfWeek } from '../../activities/events/polling/hour-of-week.ts';
import type { HourOfWeek } from '../../activities/events/polling/hour-of-week.ts';
import { meanInterval } from '../../activities/events/polling/mean-interval.ts';
import { nextPollMs } from '../../activities/events/polling/next-poll.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Monday. */
const begin = Date.parse('2026-01-05T00:00:00Z');
const bounds = { leastMs: minute, mostMs: 15 * minute };

/** What is known after some weeks of looks once an hour, at so many events in an hour. */
function afterWeeks(weeks: number, eventsIn: (at: number) => number): HourOfWeek {
  let state = hourOfWeek.open(begin);
  for (let at = begin; at < begin + weeks * 7 * day; at += hour) {
    const events = eventsIn(at);
    const times = Array.from({ length: events }, (_, place) => at + ((place + 0.5) * hour) / events);
    state = hourOfWeek.observe(state, at + hour, times);
  }
  return state;
}

const isWorkTime = (at: number) =>
  new Date(at).getUTCDay() % 6 !== 0 && new Date(at).getUTCHours() >= 9 && new Date(at).getUTCHours() < 17;

describe('when a feed is looked at next', () => {
  const even = (pace: number) => ({ ...meanInterval, paceOf: () => () => pace });
  const waitAt = (pace: number, mostMs = hour) =>
    nextPollMs(even(pace), meanInterval.open(begin), begin, { leastMs: minute, mostMs });

  it('is a tenth of the time where a hundred times as much happens', () => {
    assert.equal(waitAt(240), minute);
    assert.equal(waitAt(2.4), 10 * minute);
  });

  it('stays between what GitHub asks for and what the loop was told, however busy or quiet it is', () => {
    assert.equal(waitAt(1_000_000), minute);
    assert.equal(waitAt(0), hour);
    assert.equal(
      nextPollMs(even(1_000_000), meanInterval.open(begin), begin, { leastMs: 5 * minute, mostMs: hour }),
      5 * minute,
    );
    assert.equal(
      nextPollMs(even(0), meanInterval.open(begin), begin, { leastMs: 5 * minute, mostMs: minute }),
      5 * minute,
    );
  });

  it('knows the hours of the week: sooner at work than at night, and at the end of a night before the first event', () => {
    const state = afterWeeks(8, (at) => (isWorkTime(at) ? 30 : 0));
    const pace = hourOfWeek.paceOf(state);
    const week = begin + 56 * day;
    assert.ok(pace(week + 10 * hour) > 5 * pace(week + 3 * hour), 'Monday at ten, Monday at three');
    assert.ok(pace(week + 10 * hour) > 5 * pace(week - 14 * hour), 'Sunday at ten');
    const waitAt = (at: number) => nextPollMs(hourOfWeek, state, week + at, { leastMs: minute, mostMs: 6 * hour });
    assert.ok(waitAt(2 * hour) > 2 * waitAt(10 * hour), `${waitAt(2 * hour)} ${waitAt(10 * hour)}`);
    assert.ok(waitAt(8 * hour + 55 * minute) < waitAt(2 * hour), 'the morning is near');
  });

  it('forgets: a feed that has become quiet is looked at less often within hours, and busy ones soon', () => {
    const busy = afterWeeks(2, () => 60);
    const quiet = hourOfWeek.observe(busy, busy.through + 12 * hour, []);
    const wait = (state: HourOfWeek) => nextPollMs(hourOfWeek, state, state.through, bounds);
    assert.ok(wait(quiet) > wait(busy), `${wait(busy)} ${wait(quiet)}`);
    const burst = Array.from({ length: 600 }, (_, place) => quiet.through + (place * hour) / 600);
    assert.ok(wait(hourOfWeek.observe(quiet, quiet.through + hour, burst)) < wait(quiet));
  });

  it('is the same from what was kept as JSON, as after a restart', () => {
    const state = afterWeeks(1, (at) => (isWorkTime(at) ? 12 : 1));
    const kept = JSON.parse(JSON.stringify(state)) as HourOfWeek;
    assert.deepEqual(kept, state);
    assert.equal(
      nextPollMs(hourOfWeek, kept, kept.through, bounds),
      nextPollMs(hourOfWeek, state, state.through, bounds),
    );
  });
});

describe('the mean interval of a feed', () => {
  it('is of the last 500 events, or of 7 days', () => {
    const fast = Array.from({ length: 600 }, (_, place) => begin + place * minute);
    const state = meanInterval.observe(meanInterval.open(begin), begin + 10 * hour, fast);
    assert.equal(state.times.length, 500);
    assert.equal(meanInterval.paceOf(state)(begin), 60);
    const later = meanInterval.observe(state, begin + 8 * day, [begin + 8 * day - hour, begin + 8 * day]);
    assert.equal(later.times.length, 2, 'what is older than a week is forgotten');
    assert.equal(meanInterval.paceOf(later)(begin), 1);
  });

  it('is not known of nothing, and a week of one event', () => {
    assert.equal(meanInterval.paceOf(meanInterval.open(begin))(begin), 0);
    const one = meanInterval.observe(meanInterval.open(begin), begin + hour, [begin]);
    assert.equal(meanInterval.paceOf(one)(begin), 1 / 168);
  });
});
