/** A half-open span of UTC time, as Postgres reads instants. */
export interface Window {
  /** First day of the month, YYYY-MM-DD. */
  month: string;
  begins: string;
  ends: string;
  /** The first day of the month after it. */
  monthEnd: string;
}

const midnight = (day: string) => `${day} 00:00:00+00`;

function shift(day: string, by: { months?: number; days?: number }): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + (by.months ?? 0), date.getUTCDate() + (by.days ?? 0));
  return date.toISOString().slice(0, 10);
}

/**
 * What a month counts: all of it, or up to the end of the day that the tables stand at.
 *
 * @param month YYYY-MM
 * @param asOf YYYY-MM-DD; null: never computed
 */
export function monthWindow(month: string, asOf: string | null): Window {
  const first = `${month}-01`;
  const monthEnd = shift(first, { months: 1 });
  const asOfEnd = asOf === null ? monthEnd : shift(asOf, { days: 1 });
  return { month: first, begins: midnight(first), ends: midnight(asOfEnd < monthEnd ? asOfEnd : monthEnd), monthEnd };
}
