/** @returns the day as YYYY-MM-DD @throws Error with a sentence when it is no day of the calendar */
export function parseDay(value: unknown, what: string): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (!isDay || new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) !== value) {
    throw new Error(`${what} must be a day such as 2024-01-31, not ${JSON.stringify(value)}.`);
  }
  return value;
}

/** @returns the month as YYYY-MM @throws Error with a sentence when it is no month */
export function parseMonth(value: unknown): string {
  if (typeof value !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) {
    throw new Error(`A month is written as 2026-10, not ${JSON.stringify(value)}.`);
  }
  return value;
}

/**
 * A load that begins in the future would store nothing, and look complete.
 *
 * @param now milliseconds since 1970; in a workflow the workflow's own clock
 * @throws Error with a sentence when the day (UTC) has not begun
 */
export function refuseFuture(day: string, what: string, now: number): void {
  const today = new Date(now).toISOString().slice(0, 10);
  if (day > today) throw new Error(`${what} must not be in the future: it is ${day}, and today is ${today} (UTC).`);
}
