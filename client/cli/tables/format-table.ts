import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import { fitColumns, gap } from './fit-columns.ts';
import type { FittedColumn } from './fit-columns.ts';
import { foldList } from './fold-list.ts';
import { shorten } from './shorten.ts';
import { shownValue } from './shown-value.ts';
import type { Column, Table } from '../../reports/table.ts';
import { isNumber, oid } from '../../reports/types.ts';

export interface TableStyle {
  /** Rounds fractions to three places and instants to the minute; otherwise every value is shown as it is. */
  isRounded?: boolean;
  /** Cells of a line; endless when undefined. */
  width?: number | undefined;
  /** Columns that stay longest where not all fit, the most important one first; then the left ones. */
  first?: readonly string[];
  /** Columns whose texts are cut only where they are long. */
  whole?: readonly string[];
  /** Does not say which columns were left out. */
  isSilent?: boolean;
}

const plain = {
  'top': '', 'top-mid': '', 'top-left': '', 'top-right': '',
  'bottom': '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  'left': '', 'left-mid': '', 'mid': '', 'mid-mid': '', 'right': '', 'right-mid': '', 'middle': ' '.repeat(gap),
}; // prettier-ignore

/** Breaks a long column name after underscores, so that it does not make its column wide. */
function headerLines(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(/(?<=_)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length <= 14) lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines;
}

// Not Math.max of all lengths: a call takes some 100,000 arguments, and a table may have more rows.
const widest = (texts: string[]) => texts.reduce((most, text) => Math.max(most, stringWidth(text)), 1);

const date = 1082; // object id of the Postgres type
/** A number that is cut is another number. */
const mayBeCut = (type: number) => !isNumber(type) && type !== oid.bool && type !== oid.timestamptz && type !== date;
const leastText = 10;
const leastWhole = 24;

interface Measured {
  columns: Column[];
  cells: string[][];
  headers: string[][];
}

function fit({ columns, cells, headers }: Measured, { width, first = [], whole = [] }: TableStyle): FittedColumn[] {
  const toFit = columns.map(({ name, type }, place) => {
    const header = widest(headers[place]!);
    const natural = Math.max(header, widest(cells.map((row) => row[place]!)));
    const most = whole.includes(name) ? leastWhole : leastText;
    const least = mayBeCut(type) ? Math.max(header, Math.min(natural, most)) : natural;
    const order = first.indexOf(name);
    return { natural, least, rank: order < 0 ? first.length + place : order };
  });
  return fitColumns(toFit, width ?? Infinity);
}

function leftOut({ columns }: Measured, fitted: FittedColumn[], width: number | undefined): string {
  const names = columns.flatMap(({ name }, place) => (fitted.some((column) => column.place === place) ? [] : [name]));
  return names.length === 0 ? '' : `\n${foldList('left out, "--format list" shows them', names, width)}\n`;
}

/** A table for the eye: aligned, without colours, control characters made visible, no wider than it may be. */
export function formatTable({ columns, rows }: Table, style: TableStyle = {}): string {
  const measured: Measured = {
    columns,
    cells: rows.map((row) => columns.map(({ type }, place) => shownValue(row[place] ?? null, type, style))),
    headers: columns.map(({ name }) => headerLines(name)),
  };
  const fitted = fit(measured, style);
  const headers = fitted.map(({ place }) => measured.headers[place]!);
  const table = new CliTable({
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: fitted.map(({ place }) => (isNumber(columns[place]!.type) ? 'right' : 'left')),
  });
  const height = Math.max(0, ...headers.map((lines) => lines.length));
  for (let line = 0; line < height; line += 1) {
    // Names stand on the rule, as numbers stand on theirs.
    table.push(headers.map((lines) => lines[lines.length - height + line] ?? ''));
  }
  table.push(
    fitted.map(({ width }) => '─'.repeat(width)),
    ...measured.cells.map((row) => fitted.map(({ place, width }) => shorten(row[place]!, width))),
  );
  const shown = `${table.toString().replaceAll(/ +$/gm, '')}\n`;
  return style.isSilent ? shown : shown + leftOut(measured, fitted, style.width);
}
