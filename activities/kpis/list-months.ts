import { monthsBetween } from './months-between.ts';

/**
 * Months as people write them, those in a row as one: `2026-01, 2026-03 to 2026-05`.
 *
 * @param months first days, in order, each once
 */
export function listMonths(months: readonly string[]): string {
  const runs: [first: string, last: string][] = [];
  for (const day of months) {
    const run = runs.at(-1);
    if (run && monthsBetween(run[1], day).length === 2) run[1] = day;
    else runs.push([day, day]);
  }
  const name = (day: string) => day.slice(0, 7);
  return runs.map(([first, last]) => (first === last ? name(first) : `${name(first)} to ${name(last)}`)).join(', ');
}
