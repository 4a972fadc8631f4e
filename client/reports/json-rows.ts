import { jsonValue } from './json-value.ts';
import type { Table } from './table.ts';
import { isFloat } from './types.ts';

/** JSON has no NaN and no infinity: what is no number is not known. */
const numberOrNull = (value: unknown, type: number) => (isFloat(type) && typeof value === 'string' ? null : value);

/**
 * Each row as an object keyed by column, with the values that JSON has.
 *
 * @param names columns that are to be called something else
 */
export function jsonRows(
  { columns, rows }: Table,
  names: Readonly<Record<string, string>> = {},
): Record<string, unknown>[] {
  const members = columns.map(({ name, type }) => ({ name: names[name] ?? name, type }));
  return rows.map((row) => {
    const object: Record<string, unknown> = {};
    for (const [place, { name, type }] of members.entries())
      object[name] = numberOrNull(jsonValue(row[place] ?? null, type), type);
    return object;
  });
}
