import { jsonValue } from './json-value.ts';
import type { Table } from './table.ts';

/**
 * One array of row objects keyed by column, a row a line.
 *
 * @throws Error when two columns share a name, since one of them would be lost
 */
export function formatJson({ columns, rows }: Table): string {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    throw new Error(`Two columns are named ${twice}, and JSON keeps one: name them apart with "as".`);
  }
  if (rows.length === 0) return '[]\n';
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(columns.map(({ name, type }, place) => [name, jsonValue(row[place] ?? null, type)])),
    ),
  );
  return `[\n  ${lines.join(',\n  ')}\n]\n`;
}
