/** Months are texts, `2026-10`, and UTC: no browser's zone ever touches them. */
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const isMonth = (text: string | null): text is string =>
  text !== null && /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text);

/** The month in which an instant lies. */
export const monthOf = (instant: Date): string => instant.toISOString().slice(0, 7);

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number - 1 + count, 1)));
}

/** Every month from the first to the last one, both included. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** `2026-10` → `Oct 2026`. */
export const monthName = (month: string): string => `${names[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;

/** `2026-10-14T09:30:00Z` → `14 Oct 2026, 09:30 UTC`. */
export function instantName(instant: string): string {
  const iso = new Date(instant).toISOString();
  return `${Number(iso.slice(8, 10))} ${monthName(iso.slice(0, 7))}, ${iso.slice(11, 16)} UTC`;
}

/** `2026-10-14` → `14 Oct 2026`. */
export const dayName = (day: string): string => `${Number(day.slice(8, 10))} ${monthName(day.slice(0, 7))}`;

/** The newest of some instants that are known; null: none is. */
export const newest = (instants: readonly (string | null)[]): string | null =>
  instants
    .filter((instant) => instant !== null)
    .sort()
    .at(-1) ?? null;

/** The oldest of some instants, up to which all of them are known; null: one is not. */
export const oldest = (instants: readonly (string | null)[]): string | null =>
  instants.includes(null) ? null : ([...instants].sort()[0] ?? null);
