import type { Address } from '../address/address.ts';
import type { Series } from '../charts/series.ts';
import type { Row } from '../data/ask.ts';
import { cellOf } from '../words/faces.ts';
import type { Standing } from '../words/faces.ts';
import { monthName, monthsFrom } from '../words/months.ts';
import { rounded } from '../words/numbers.ts';
import type { Measure } from './declare-chart.ts';

interface Given {
  /** Rows of the months, at most one of each. */
  rows: readonly Row[];
  measures: readonly Measure[];
  address: Address;
  standing: Standing;
  now: Date;
  /** Last month that is computed; null: none is. Left out where a month may lack its row. */
  computedThrough?: string | null;
  /** Where the rows behind a bar are shown. */
  hrefOf: (series: string, month: string) => string;
}

/** A series of bars for each measure, with a face for every month that has no plain number. */
export function makeSeries({ rows, measures, address, standing, now, computedThrough, hrefOf }: Given): Series[] {
  const byMonth = new Map(rows.map((row) => [String(row.month).slice(0, 7), row]));
  return measures.map(({ id, title, tone, value, rows: behind }) => ({
    id,
    title,
    ...(tone && { tone }),
    cells: monthsFrom(address.from, address.to).map((month) => {
      const row = byMonth.get(month);
      const found = row && (value ? value(row) : (row[id] as number | null));
      const cell = cellOf({
        month,
        value: typeof found === 'number' ? rounded(found) : null,
        isComplete: row ? row.is_complete === true : null,
        standing,
        now,
        computedThrough,
      });
      const hasRows = behind !== undefined && cell.value !== null && cell.value > 0;
      return { ...cell, at: month, name: monthName(month), href: hasRows ? hrefOf(id, month) : null };
    }),
  }));
}

/** The newest of the times at which rows were computed; null: there are none. */
export const newestOf = (rows: readonly Row[], member: string): string | null =>
  rows
    .map((row) => row[member])
    .filter((value): value is string => typeof value === 'string')
    .sort()
    .at(-1) ?? null;
