import { jsonValue } from './json-value.ts';
import { writeTable } from './row-writer.ts';
import type { RowWriter } from './row-writer.ts';
import type { Column, Table } from './table.ts';

/**
 * One array of row objects keyed by column, a row a line.
 *
 * @throws Error when two columns share a name, since one of them would be lost
 */
export function jsonWriter(columns: Column[]): RowWriter {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    throw new Error(`Two columns are named ${twice}, and JSON keeps one: name them apart with "as".`);
  }
  let isEmpty = true;

  const line = (row: (string | null)[]) =>
    JSON.stringify(
      Object.fromEntries(columns.map(({ name, type }, place) => [name, jsonValue(row[place] ?? null, type)])),
    );

  function rows(part: Table['rows']): string {
    if (part.length === 0) return '';
    const before = isEmpty ? '\n  ' : ',\n  ';
    isEmpty = false;
    return before + part.map(line).join(',\n  ');
  }

  return { head: '[', rows, tail: () => (isEmpty ? ']\n' : '\n]\n') };
}

/** A table as `jsonWriter` writes it. */
export const formatJson = (table: Table): string => writeTable(jsonWriter(table.columns), table);
