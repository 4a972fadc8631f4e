import { jsonValue } from './json-value.ts';
import { writeTable } from './row-writer.ts';
import type { RowWriter } from './row-writer.ts';
import { pointed } from './pointed.ts';
import type { Column, Table } from './table.ts';
import { isFloat } from './types.ts';

/** The text of a value. */
type ValueWriter = (text: string | null, type: number) => string;

const plainValue: ValueWriter = (text, type) => JSON.stringify(jsonValue(text, type));

/** Makes the text of one row. @throws Error when two columns share a name, since one of them would be lost */
function objectWriter(columns: Column[], valueText: ValueWriter): (row: (string | null)[]) => string {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    throw new Error(`Two columns are named ${twice}, and JSON keeps one: name them apart with "as".`);
  }
  const members = columns.map(({ name, type }) => ({ start: `${JSON.stringify(name)}:`, type }));
  return (row) => `{${members.map(({ start, type }, place) => start + valueText(row[place] ?? null, type)).join(',')}}`;
}

/**
 * One array of row objects keyed by column, a row a line.
 *
 * @throws Error when two columns share a name
 */
export function jsonWriter(columns: Column[]): RowWriter {
  const line = objectWriter(columns, plainValue);
  let isEmpty = true;

  function rows(part: Table['rows']): string {
    if (part.length === 0) return '';
    const before = isEmpty ? '\n  ' : ',\n  ';
    isEmpty = false;
    return before + part.map(line).join(',\n  ');
  }

  return { head: '[', rows, tail: () => (isEmpty ? ']\n' : '\n]\n') };
}

/**
 * Row objects keyed by column, one a line and nothing else (NDJSON). A float always has a decimal point, as in CSV.
 *
 * @throws Error when two columns share a name
 */
export function ndjsonWriter(columns: Column[]): RowWriter {
  const pointedValue: ValueWriter = (text, type) =>
    isFloat(type) && text !== null && Number.isFinite(Number(text)) ? pointed(text)! : plainValue(text, type);
  const line = objectWriter(columns, pointedValue);
  return { head: '', rows: (part) => part.map((row) => `${line(row)}\n`).join(''), tail: () => '' };
}

/** A table as `jsonWriter` writes it. */
export const formatJson = (table: Table): string => writeTable(jsonWriter(table.columns), table);
