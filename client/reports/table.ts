/** A column of an answer: its name and the object id of its type (pg_type.oid). */
export interface Column {
  name: string;
  type: number;
}

/** An answer of Postgres in its own text forms; only instants are rewritten, to ISO 8601 in UTC. */
export interface Table {
  columns: Column[];
  rows: (string | null)[][];
}

/** The ways to print a table, as `--format` takes them. */
export const formats = ['table', 'list', 'json', 'csv'] as const;
/** `safe-csv` is CSV that a spreadsheet runs nothing of. */
export type Format = (typeof formats)[number] | 'safe-csv';

/**
 * A table of the named columns, in that order.
 *
 * @throws Error when the table has no such column
 */
export function pickColumns(table: Table, names: string[]): Table {
  const places = names.map((name) => {
    const place = table.columns.findIndex((column) => column.name === name);
    if (place < 0) throw new Error(`There is no column ${name}.`);
    return place;
  });
  return {
    columns: places.map((place) => table.columns[place]!),
    rows: table.rows.map((row) => places.map((place) => row[place] ?? null)),
  };
}

/** The rows of a table that are meant. */
export function pickRows(table: Table, isMeant: (row: Record<string, string | null>) => boolean): Table {
  const records = asRecords(table);
  return { columns: table.columns, rows: table.rows.filter((_, place) => isMeant(records[place]!)) };
}

/** Each row as an object of texts, for reading single values by name. */
export function asRecords(table: Table): Record<string, string | null>[] {
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map(({ name }, place) => [name, row[place] ?? null])),
  );
}
