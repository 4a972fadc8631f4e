import type { Mark } from '../charts/series.ts';
import type { Row } from '../data/ask.ts';
import { doubtOf } from '../words/faces.ts';
import type { Cell, Standing } from '../words/faces.ts';
import { instantName } from '../words/months.ts';

const hourMs = 3_600_000;

/** The hour in which an instant lies. */
export const hourOf = (time: number): string =>
  new Date(Math.floor(time / hourMs) * hourMs).toISOString().replace('.000Z', 'Z');

interface Given {
  /** Of `event_counts_hourly`: one of each hour and type that has any. */
  rows: readonly Row[];
  /** Of the feed. */
  standing: Standing;
  first: string;
  hours: number;
  now: number;
}

/** A bar for each hour: without an event only where the feed is proven. */
export function eventHours({ rows, standing, first, hours, now }: Given): Mark[] {
  return Array.from({ length: hours }, (_, place) => {
    const at = hourOf(Date.parse(first) + place * hourMs);
    const own = rows.filter(({ hour }) => hourOf(Date.parse(String(hour))) === at);
    return { at, name: instantName(at), href: null, ...hourCell(at, own, standing, now) };
  });
}

function hourCell(at: string, rows: readonly Row[], standing: Standing, now: number): Cell {
  const end = hourOf(Date.parse(at) + hourMs);
  const value = rows.length === 0 ? null : rows.reduce((sum, { events }) => sum + Number(events), 0);
  if (Date.parse(end) > now) return { value, face: 'running', sentence: 'The hour runs: so far.' };
  if (value !== null && rows.every(({ is_complete: isComplete }) => isComplete === true))
    return { value, face: 'number', sentence: null };
  if (value !== null)
    return { value, face: 'partial', sentence: standing.sentence || 'It is not proven that nothing is missing.' };
  if (standing.face !== 'number') return { value, face: standing.face, sentence: standing.sentence };
  // Of what was before the first look at a feed it says nothing.
  const doubt = standing.completeFrom === null ? 'The feed is not proven yet.' : doubtOf(at, end, standing);
  if (doubt !== null) return { value, face: 'unknown', sentence: doubt };
  return { value: 0, face: 'zero', sentence: null };
}
