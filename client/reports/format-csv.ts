import { stringify } from 'csv-stringify/sync';
import { writeTable } from './row-writer.ts';
import type { RowWriter } from './row-writer.ts';
import type { Column, Table } from './table.ts';
import { isFloat, isNumber } from './types.ts';
import { pointed } from './pointed.ts';

const lines = (rows: Table['rows']) =>
  stringify(rows, {
    quoted_match: /^\\\.$/,
    cast: { string: (value) => (value === '' ? { value, quoted_empty: true } : value) },
  });

/**
 * CSV with a header, in the text forms of Postgres, so that `\copy … from … csv header` reads it back: null is empty,
 * an empty text is `""`, and a lone `\.` is quoted (unquoted it ends the data). A float always has a decimal point.
 */
export function csvWriter(columns: Column[]): RowWriter {
  const floats = columns.flatMap(({ type }, place) => (isFloat(type) ? [place] : []));
  const point = (row: (string | null)[]) => {
    const copy = [...row];
    for (const place of floats) copy[place] = pointed(copy[place] ?? null);
    return copy;
  };
  const rows = (part: Table['rows']) => lines(floats.length > 0 ? part.map(point) : part);
  return { head: lines([columns.map(({ name }) => name)]), rows, tail: () => '' };
}

// A sign that begins a formula, also behind blanks and what is not seen, and in its full width; and what some read past.
const formula = /^(?:[\t\r\n]|[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠])/u;

const harmless = (text: string | null) => (text !== null && formula.test(text) ? `'${text}` : text);

/**
 * The same for a spreadsheet, which takes a text such as a stranger's title `=HYPERLINK(…)` for a formula: such a text begins with
 * an apostrophe here. Numbers stay as they are.
 */
export function safeCsvWriter(columns: Column[]): RowWriter {
  const plain = csvWriter(columns.map(({ name, type }) => ({ name: harmless(name)!, type })));
  const isText = columns.map(({ type }) => !isNumber(type));
  const safe = (row: (string | null)[]) => row.map((text, place) => (isText[place] ? harmless(text) : text));
  return { ...plain, rows: (rows) => plain.rows(rows.map(safe)) };
}

/** A table as `csvWriter` writes it. */
export const formatCsv = (table: Table): string => writeTable(csvWriter(table.columns), table);
