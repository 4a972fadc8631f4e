import ms from 'ms';

/** A length of time as people write it: `30s`, `5m`, `24h`, `7d`. */
export type Duration = string;

const form = /^\d+(\.\d+)?\s?(ms|s|m|h|d)$/;

/**
 * @param value a duration such as `30m`
 * @returns milliseconds
 * @throws Error with a sentence naming `what`, when it is no such duration
 */
export function milliseconds(value: unknown, what: string): number {
  if (typeof value !== 'string' || !form.test(value)) {
    throw new Error(`${what} must be a duration such as "30m", "90s" or "24h", not ${JSON.stringify(value)}.`);
  }
  return ms(value as ms.StringValue);
}
