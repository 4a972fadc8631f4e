import { milliseconds } from '../duration.ts';

const shortestInterval = 1000;
const longestInterval = 366 * 24 * 3600 * 1000;

/** @throws Error when the interval is no duration, under a second or over a year */
export function parseEvery(value: unknown): string {
  return parseInterval(value, { usual: '30m', shortest: '1s', shortestMs: shortestInterval });
}

/** The same for the list of an owner's repositories, which changes rarely. @throws Error when it is under a minute */
export function parseOwnerEvery(value: unknown): string {
  return parseInterval(value, { usual: '24h', shortest: '1m', shortestMs: 60_000 });
}

function parseInterval(
  value: unknown,
  { usual, shortest, shortestMs }: { usual: string; shortest: string; shortestMs: number },
): string {
  if (value === undefined || value === null) return usual;
  const interval = milliseconds(value, 'every');
  if (interval < shortestMs || interval > longestInterval) {
    throw new Error(`every must be between ${shortest} and 366d, not ${JSON.stringify(value)}.`);
  }
  return value as string;
}
