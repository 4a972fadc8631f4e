import { jsonText } from './json-text.ts';
import { writeTable } from './row-writer.ts';
import type { RowWriter } from './row-writer.ts';
import { pointed } from './pointed.ts';
import type { Column, Table } from './table.ts';
import { isFloat } from './types.ts';
import { objectWriter } from './write-object.ts';
import type { ValueWriter } from './write-object.ts';

/**
 * One array of row objects keyed by column, a row a line.
 *
 * @throws Error when two columns share a name
 */
export function jsonWriter(columns: Column[]): RowWriter {
  const line = objectWriter(columns, jsonText);
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
    isFloat(type) && text !== null && Number.isFinite(Number(text)) ? pointed(text)! : jsonText(text, type);
  const line = objectWriter(columns, pointedValue);
  return { head: '', rows: (part) => part.map((row) => `${line(row)}\n`).join(''), tail: () => '' };
}

/** A table as `jsonWriter` writes it. */
export const formatJson = (table: Table): string => writeTable(jsonWriter(table.columns), table);
