import type { Audience } from './audience.ts';
import { secondsPerWeek, weekOf } from './week.ts';

export interface StarWeek {
  /** Sunday 00:00 UTC, Unix seconds. */
  week: number;
  total: number;
  days: number[];
}

/** Stars that are left by the week in which they were given, newest week first, up to that of `now` (epoch milliseconds). */
export function starHistory(stars: Audience, now: number): StarWeek[] {
  const weeks = new Map<number, number[]>();
  for (const { at } of stars.all()) {
    const week = weekOf(at);
    const days = weeks.get(week) ?? [0, 0, 0, 0, 0, 0, 0];
    const day = Math.floor((at / 1000 - week) / 86_400);
    weeks.set(week, days.with(day, (days[day] ?? 0) + 1));
  }
  const last = weekOf(now);
  const first = [...weeks.keys()].reduce((least, week) => Math.min(least, week), last);
  const rows: StarWeek[] = [];
  for (let week = last; weeks.size > 0 && week >= first; week -= secondsPerWeek) {
    const days = weeks.get(week) ?? [0, 0, 0, 0, 0, 0, 0];
    rows.push({ week, total: days.reduce((sum, count) => sum + count, 0), days });
  }
  return rows;
}
