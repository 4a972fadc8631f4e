import type { Waits } from './contract.ts';
import { milliseconds } from './duration.ts';

/** A loop's waits as milliseconds, as activities take them. */
export function timesOf(waits: Waits, every: string) {
  return {
    everyMs: milliseconds(every, 'every'),
    lagMs: milliseconds(waits.lag, 'lag'),
    refusalRetryMs: milliseconds(waits.refusalRetry, 'refusalRetry'),
    reprobeMs: milliseconds(waits.reprobe, 'reprobe'),
    followEveryMs: milliseconds(waits.followEvery, 'followEvery'),
    transientRetryMs: milliseconds(waits.transientRetry, 'transientRetry'),
    transientAttempts: waits.transientAttempts,
  };
}
