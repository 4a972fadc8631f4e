import { formatTable } from '../tables/format-table.ts';
import { oid } from '../../reports/types.ts';
import type { Progress } from './measure-progress.ts';

const text = 25;
const columns = [
  { name: 'repository', type: text },
  { name: 'resource', type: text },
  { name: 'state', type: text },
  { name: 'rows', type: oid.int8 },
  { name: 'total', type: oid.int8 },
  { name: '%', type: oid.int8 },
  { name: 'rows/s', type: oid.int8 },
  { name: 'ETA', type: oid.int8 },
  { name: 'waits for', type: text },
];

/** Seconds as people say them: `45 s`, `3 min`, `2 h`. */
export function sayDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const number = (value: number | null) => (value === null ? null : Math.round(value).toLocaleString('en'));

/** What works or fails is worth a line before what rests. */
const isResting = ({ state }: Progress) => state === 'ok' || state === 'empty';

/**
 * The board as a table.
 *
 * @param size rows and columns of the terminal
 */
export function drawBoard(progress: Progress[], size: { lines: number; columns: number }): string {
  if (progress.length === 0) return 'Waiting for the first answer …';
  const ordered = [...progress.filter((one) => !isResting(one)), ...progress.filter(isResting)];
  const shown = new Set(ordered.slice(0, Math.max(3, size.lines - 6)));
  const rows = progress
    .filter((one) => shown.has(one))
    .map((one) => [
      one.repository,
      one.resource,
      one.state,
      number(one.rows),
      number(one.total),
      number(one.percent),
      number(one.rowsPerSecond),
      one.etaSeconds === null ? null : sayDuration(one.etaSeconds),
      one.waitsFor,
    ]);
  const board = formatTable({ columns, rows });
  const hidden = progress.length - shown.size;
  const all = hidden > 0 ? `${board}… and ${hidden} more: "repometer status"\n` : board;
  // A line that wraps would break the redrawing.
  return all
    .split('\n')
    .map((line) => ([...line].length > size.columns ? `${[...line].slice(0, size.columns - 1).join('')}…` : line))
    .join('\n');
}

/** One resource as a line, for a log. */
export function drawLine(one: Progress): string {
  const rows = number(one.rows);
  const parts = [
    one.total === null ? `${rows} rows` : `${rows} of ${number(one.total)} rows (${one.percent} %)`,
    one.rowsPerSecond === null ? undefined : `${number(one.rowsPerSecond)} rows/s`,
    one.etaSeconds === null ? undefined : `ready in ${sayDuration(one.etaSeconds)}`,
    one.waitsFor,
  ];
  return `${one.repository} ${one.resource}: ${one.state}, ${parts.filter(Boolean).join(', ')}`;
}
