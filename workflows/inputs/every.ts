import { milliseconds } from '../duration.ts';

const shortestInterval = 1000;
const longestInterval = 366 * 24 * 3600 * 1000;

/** @throws Error when the interval is no duration, under a second or over a year */
export function parseEvery(value: unknown): string {
  if (value === undefined || value === null) return '30m';
  const interval = milliseconds(value, 'every');
  if (interval < shortestInterval || interval > longestInterval) {
    throw new Error(`every must be between 1s and 366d, not ${JSON.stringify(value)}.`);
  }
  return value as string;
}
