import CliTable from 'cli-table3';
import { shownValue } from './shown-value.ts';
import type { Column, Table } from '../../reports/table.ts';
import { isNumber } from '../../reports/types.ts';

export interface TableStyle {
  /** Rounds fractions to three places and instants to the minute; otherwise every value is shown as it is. */
  isRounded?: boolean;
  /** Cuts texts longer than this many characters; endless when undefined. */
  widest?: number | undefined;
}

const plain = {
  'top': '', 'top-mid': '', 'top-left': '', 'top-right': '',
  'bottom': '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  'left': '', 'left-mid': '', 'mid': '', 'mid-mid': '', 'right': '', 'right-mid': '', 'middle': '  ',
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
const longest = (texts: string[]) => texts.reduce((most, { length }) => Math.max(most, length), 1);

function rule(columns: Column[], cells: string[][], headers: string[][]): string[] {
  return columns.map((_, place) => '─'.repeat(longest([...headers[place]!, ...cells.map((row) => row[place]!)])));
}

/** A table for the eye: aligned, without colours, control characters made visible. */
export function formatTable({ columns, rows }: Table, style: TableStyle = {}): string {
  const cells = rows.map((row) => columns.map(({ type }, place) => shownValue(row[place] ?? null, type, style)));
  const headers = columns.map(({ name }) => headerLines(name));
  const table = new CliTable({
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map(({ type }) => (isNumber(type) ? 'right' : 'left')),
  });
  const height = Math.max(0, ...headers.map((lines) => lines.length));
  for (let line = 0; line < height; line += 1) {
    // Names stand on the rule, as numbers stand on theirs.
    table.push(headers.map((lines) => lines[lines.length - height + line] ?? ''));
  }
  table.push(rule(columns, cells, headers), ...cells);
  return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
}
