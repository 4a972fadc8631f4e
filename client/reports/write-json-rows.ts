import { jsonTextOrNull } from './json-text.ts';
import { pickColumns } from './table.ts';
import type { Table } from './table.ts';
import { objectWriter } from './write-object.ts';

/**
 * The JSON of rows: an array with an object for each, of the named columns.
 *
 * @param named columns in their order, each with what it is called
 */
export function writeJsonRows(table: Table, named: ReadonlyMap<string, string>): string {
  const { columns, rows } = pickColumns(table, [...named.keys()]);
  const called = columns.map(({ name, type }) => ({ name: named.get(name)!, type }));
  return `[${rows.map(objectWriter(called, jsonTextOrNull)).join(',')}]`;
}
