import type { SimulatorOptions } from '../simulator/options.ts';

type MostRows = NonNullable<SimulatorOptions['mostRows']>;

/** Lists as paths end, such as `/issues`, with how many rows a page may be of that holds a row. */
export function heavyLists(lists: Record<string, (row: Record<string, unknown>) => number>): MostRows {
  return (row, { path }) => {
    const found = Object.entries(lists).find(([end]) => path.endsWith(end));
    return found ? found[1](row) : Infinity;
  };
}
