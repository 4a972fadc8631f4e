import { monthName } from '../words/months.ts';

/** Januaries say their year; of short ranges every third month says itself. */
export const monthTick =
  (count: number) =>
  (month: string): string | null => {
    const number = Number(month.slice(5, 7));
    if (count > 30) return number === 1 ? month.slice(0, 4) : null;
    return number % 3 === 1 ? monthName(month) : null;
  };
