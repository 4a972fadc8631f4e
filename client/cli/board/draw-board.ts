import { formatTable } from '../tables/format-table.ts';
import { shorten } from '../tables/shorten.ts';
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
];
const reason = { name: 'waits for', type: text };
/** What a narrow terminal shows. */
/** Half a name or half a state says little: numbers are left out for them. */
const whole = ['repository', 'resource', 'state'];
const first = ['resource', 'repository', '%', 'state', 'ETA', 'waits for', 'rows', 'total'];

/** Seconds as people say them: `45 s`, `3 min`, `2 h`. */
export function sayDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const number = (value: number | null) => (value === null ? null : Math.round(value).toLocaleString('en'));

/** What works or fails is worth a line before what rests. */
const isResting = ({ state }: Progress) => state === 'ok' || state === 'empty';

const total = ({ total: rows, isEstimate }: Progress) => (isEstimate ? `~${number(rows)}` : number(rows));

function cellsOf(one: Progress): (string | null)[] {
  return [
    one.repository,
    one.resource,
    one.state,
    number(one.rows),
    total(one),
    number(one.percent),
    number(one.rowsPerSecond),
    one.etaSeconds === null ? null : sayDuration(one.etaSeconds),
  ];
}

/** Below this the reasons have a line of their own: beside the numbers there would be a few letters of them. */
const leastForReasons = 100;

function drawRows(progress: Progress[], width: number): string[] {
  const isNarrow = width < leastForReasons;
  const rows = progress.map((one) => (isNarrow ? cellsOf(one) : [...cellsOf(one), one.waitsFor]));
  const table = { columns: isNarrow ? columns : [...columns, reason], rows };
  const lines = formatTable(table, { width, first, whole, isSilent: true }).trimEnd().split('\n');
  if (!isNarrow) return lines;
  const head = lines.length - rows.length;
  return lines.flatMap((line, place) => {
    const waitsFor = progress[place - head]?.waitsFor;
    // That one which rests looks again is not worth a line.
    return waitsFor && !waitsFor.startsWith('next look') ? [line, shorten(`  ${waitsFor}`, width)] : [line];
  });
}

/**
 * The board as a table.
 *
 * @param size rows and columns of the terminal
 */
export function drawBoard(progress: Progress[], size: { lines: number; columns: number }): string {
  if (progress.length === 0) return 'Waiting for the first answer …';
  const ordered = [...progress.filter((one) => !isResting(one)), ...progress.filter(isResting)];
  for (let most = Math.max(3, size.lines - 6); ; most -= 1) {
    const shown = new Set(ordered.slice(0, most));
    const lines = drawRows(
      progress.filter((one) => shown.has(one)),
      size.columns,
    );
    // Reasons may take lines of their own.
    if (lines.length > size.lines - 2 && most > 3) continue;
    const hidden = progress.length - shown.size;
    if (hidden > 0) lines.push(`… and ${hidden} more: "repometer status"`);
    // A line that wraps would break the redrawing.
    return `${lines.map((line) => shorten(line, size.columns)).join('\n')}\n`;
  }
}

/** One resource as a line, for a log. */
export function drawLine(one: Progress): string {
  const rows = number(one.rows);
  const parts = [
    one.total === null ? `${rows} rows` : `${rows} of ${total(one)} rows (${one.percent} %)`,
    one.rowsPerSecond === null ? undefined : `${number(one.rowsPerSecond)} rows/s`,
    one.etaSeconds === null ? undefined : `ready in ${sayDuration(one.etaSeconds)}`,
    one.waitsFor,
  ];
  return `${one.repository} ${one.resource}: ${one.state}, ${parts.filter(Boolean).join(', ')}`;
}
