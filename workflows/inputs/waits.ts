import type { Waits } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import { onlyObject, refuseUnknown } from './fields.ts';

const defaultWaits: Waits = {
  statsRetry: '30s',
  statsAttempts: 21,
  statsEvery: '24h',
  transientRetry: '2s',
  transientAttempts: 10,
  kpisEvery: '5m',
  refusalRetry: '1m',
  reprobe: '24h',
  wakeEvery: '30s',
  followEvery: '24h',
  lag: '15m',
};

/** @returns the waits, each that is not given as usual @throws Error with a sentence */
export function parseWaits(value: unknown): Waits {
  if (value === undefined || value === null) return defaultWaits;
  const fields = onlyObject('waits', [value], `{"statsRetry":"30s"}`);
  refuseUnknown(fields, Object.keys(defaultWaits), 'waits');
  const waits = { ...defaultWaits, ...fields };
  for (const [name, wait] of Object.entries(waits)) {
    if (!name.endsWith('Attempts')) milliseconds(wait, `waits.${name}`);
    else if (!Number.isInteger(wait) || (wait as number) < 1) {
      throw new Error(`waits.${name} must be a whole number from 1, not ${JSON.stringify(wait)}.`);
    }
  }
  return waits;
}
