/** Between two columns. */
export const gap = 2;

export interface ColumnToFit {
  /** Cells of the terminal that it would take. */
  natural: number;
  /** Fewer than these would say nothing, or something wrong. */
  least: number;
  /** Lower ones stay longer. */
  rank: number;
}

export interface FittedColumn {
  /** Its place among those that were given. */
  place: number;
  width: number;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * Makes columns fit into a width: those of the highest rank are dropped while all would have to be too narrow, then the widest
 * are made narrower. One column at least stays.
 *
 * @returns the columns that stay, in their order
 */
export function fitColumns(columns: ColumnToFit[], width: number): FittedColumn[] {
  const kept = columns.map((column, place) => ({ ...column, place }));
  const roomOf = (count: number) => width - gap * (count - 1);
  while (kept.length > 1 && sum(kept.map(({ least }) => least)) > roomOf(kept.length)) {
    const last = kept.reduce((most, column) => (column.rank > most.rank ? column : most));
    kept.splice(kept.indexOf(last), 1);
  }
  const room = roomOf(kept.length);
  // Nothing can be wider than the whole.
  const fitted = kept.map(({ place, natural, least }) => ({
    place,
    least,
    width: Math.min(natural, Math.max(room, least)),
  }));
  for (let over = sum(fitted.map((column) => column.width)) - room; over > 0; over -= 1) {
    const shrinkable = fitted.filter((column) => column.width > column.least);
    if (shrinkable.length === 0) break;
    const widest = shrinkable.reduce((most, column) => (column.width > most.width ? column : most));
    widest.width -= 1;
  }
  return fitted.map(({ place, width: fittedWidth }) => ({ place, width: fittedWidth }));
}
