/** A value of a table that is given away. */
export type Value = string | number | boolean | null;

/** Columns and rows, as a table on the page has them. */
export interface Sheet {
  columns: string[];
  rows: Value[][];
}

const cell = (value: Value): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** As RFC 4180 has it; nothing is written for what nobody knows. */
export const csvText = ({ columns, rows }: Sheet): string =>
  [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** One object a row, with what belongs to all of them before. */
export const jsonText = ({ columns, rows }: Sheet, about: Record<string, unknown>): string =>
  `${JSON.stringify(
    { ...about, rows: rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]]))) },
    null,
    2,
  )}\n`;
