import type { RowWriter } from '../../reports/row-writer.ts';
import type { Column } from '../../reports/table.ts';
import { shownValue } from './shown-value.ts';

/** One row below the other, a line for each of its columns: for rows that are too wide for a table. */
export function listWriter(columns: Column[]): RowWriter {
  const width = Math.max(0, ...columns.map(({ name }) => name.length));
  let isFirst = true;

  function block(row: (string | null)[]): string {
    const gap = isFirst ? '' : '\n';
    isFirst = false;
    const lines = columns.map(({ name, type }, place) =>
      `${name.padEnd(width)}  ${shownValue(row[place] ?? null, type, {})}`.trimEnd(),
    );
    return `${gap}${lines.join('\n')}\n`;
  }

  return { head: '', rows: (rows) => rows.map(block).join(''), tail: () => '' };
}
