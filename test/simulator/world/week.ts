export const secondsPerWeek = 7 * 24 * 3600;
/** Sunday 1970-01-04 00:00:00 UTC, in seconds: the epoch was a Thursday. */
const firstSunday = 3 * 24 * 3600;

/** The Sunday 00:00 UTC at or before a moment in epoch milliseconds, in Unix seconds. */
export function weekOf(milliseconds: number): number {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds - ((((seconds - firstSunday) % secondsPerWeek) + secondsPerWeek) % secondsPerWeek);
}
