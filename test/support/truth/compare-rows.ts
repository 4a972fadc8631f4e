import { isDeepStrictEqual } from 'node:util';
import { cleaned } from './typed-table.ts';
import type { TypedRow } from './typed-table.ts';

export interface Difference {
  table: string;
  /** The whole sentence: table, row, column, what is stored and what GitHub has. */
  text: string;
}

interface Rows {
  table: string;
  key: readonly string[];
  /** As Postgres gives them in JSON; one with `deleted_at` must not be among those that are expected. */
  stored: readonly TypedRow[];
  expected: readonly TypedRow[];
}

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** Instants as ISO strings, text as Postgres can hold it. */
function comparable(column: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => comparable('', part));
  if (typeof value !== 'string') return value;
  return /_at$|^due_on$/.test(column) ? new Date(value).toISOString() : cleaned(value);
}

function keyed(rows: readonly TypedRow[], key: readonly string[], whose: string): Map<string, TypedRow> {
  const map = new Map(rows.map((row) => [key.map((column) => String(row[column])).join('/'), row]));
  if (map.size !== rows.length) throw new Error(`${whose}: ${rows.length} rows under ${map.size} keys`);
  return map;
}

/** Column by column: rows that are lost, that are too many, that are marked deleted, and cells that are old. */
export function compareRows({ table, key, stored, expected }: Rows): Difference[] {
  const [storedByKey, expectedByKey] = [keyed(stored, key, table), keyed(expected, key, `GitHub's rows of ${table}`)];
  const differences: Difference[] = [];
  const differ = (rowKey: string, row: TypedRow, what: string) => {
    const number = !key.includes('number') && row.number !== undefined ? ` (number ${String(row.number)})` : '';
    differences.push({ table, text: `${table} ${rowKey}${number}${what}` });
  };
  for (const [rowKey, row] of expectedByKey) {
    const found = storedByKey.get(rowKey);
    if (!found) differ(rowKey, row, ': GitHub shows it, but it is not stored');
    else if (found.deleted_at)
      differ(rowKey, row, `: marked deleted at ${shown(found.deleted_at)}, but GitHub shows it`);
    for (const column of found && !found.deleted_at ? Object.keys(row) : []) {
      const [have, want] = [comparable(column, found?.[column]), comparable(column, row[column])];
      if (!isDeepStrictEqual(have, want))
        differ(rowKey, row, `, ${column}: ${shown(have)} is stored, GitHub has ${shown(want)}`);
    }
  }
  for (const [rowKey, row] of storedByKey)
    if (!row.deleted_at && !expectedByKey.has(rowKey)) differ(rowKey, row, ': stored, but GitHub does not show it');
  return differences;
}
