/**
 * The UTC months, as first days, from the month of one day to that of another, both included, in either order.
 *
 * @param day YYYY-MM-DD
 * @param other YYYY-MM-DD
 */
export function monthsBetween(day: string, other: string): string[] {
  const [first, last] = [day, other].map(monthNumber).sort((a, b) => a - b) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, step) => firstDay(first + step));
}

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

function firstDay(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
