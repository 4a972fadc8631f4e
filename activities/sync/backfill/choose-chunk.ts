import type { Missing, Range } from './next-range.ts';

const day = 86_400_000;
/** Rows of a chunk, as near as can be told before it is read: so much work is repeated at most, and proven step by step. */
const rowsOfChunk = 3_000;
const usualDays = 30;
/** Before this nothing was on GitHub. */
const firstDay = '2008-01-01T00:00:00Z';

interface Measured {
  /** How long a chunk is to be, after the one before it; null: this is the first. */
  days: number | null;
  /** Rows that are left to read, by GitHub's count; null: it tells none. */
  rowsLeft: number | null;
}

/**
 * The newest piece of what is missing, of whole days: what is complete begins with a day, since loops are told days.
 *
 * @returns a range that ends where `missing` does
 */
export function chooseChunk({ until, floor }: Missing, { days, rowsLeft }: Measured): Range {
  if (rowsLeft !== null && rowsLeft <= rowsOfChunk) return { since: floor, until };
  const first = floor ?? firstDay;
  const leftDays = Math.max(1, (Date.parse(until) - Date.parse(first)) / day);
  const evenDays = rowsLeft === null ? usualDays : (leftDays * rowsOfChunk) / rowsLeft;
  const begin = Date.parse(until) - Math.max(1, days ?? evenDays) * day;
  const since = new Date(Math.floor(begin / day) * day).toISOString().replace('.000Z', 'Z');
  return { since: since <= first ? floor : since, until };
}

/** How long the next chunk is to be, so that it has about as many rows as wanted: by the one that was read, and not too far from it. */
export function nextDays({ since, until }: Range, rows: number): number | null {
  if (since === null) return null;
  const days = (Date.parse(until) - Date.parse(since)) / day;
  const wanted = (days * rowsOfChunk) / Math.max(1, rows);
  return Math.min(days * 4, Math.max(days / 4, 1, wanted));
}
