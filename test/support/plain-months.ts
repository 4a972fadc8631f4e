/** First day of an instant's UTC month, YYYY-MM-DD. */
export const monthOf = (time: number) => `${new Date(time).toISOString().slice(0, 7)}-01`;

/** The first instant of an instant's UTC month. */
export const monthStart = (time: number) => Date.parse(monthOf(time));

/** The first instant of the month after the one that begins then. */
export function nextMonth(start: number): number {
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** The first instant after a day, YYYY-MM-DD. */
export const endOfDay = (day: string) => Date.parse(`${day}T00:00:00Z`) + 24 * 3_600_000;

/** A UTC month up to the end of a computation's day. */
export interface Month {
  /** First day, YYYY-MM-DD. */
  month: string;
  start: number;
  end: number;
}

/** The months from that of the first of some instants to that of a day, none when there is no instant before its end. */
export function monthsFrom(times: number[], asOf: string): Month[] {
  const asOfEnd = endOfDay(asOf);
  const before = times.filter((time) => time < asOfEnd);
  if (before.length === 0) return [];
  const months: Month[] = [];
  for (let start = monthStart(Math.min(...before)); start < asOfEnd; start = nextMonth(start)) {
    months.push({ month: monthOf(start), start, end: Math.min(nextMonth(start), asOfEnd) });
  }
  return months;
}

/** The first value that at least this part of the values does not exceed; null of none. */
export const percentile = (sorted: number[], part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? null;
