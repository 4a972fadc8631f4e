import { isFraction } from '../../reports/types.ts';

/** A month of a chart. */
export interface ChartMonth {
  /** `2026-10`. */
  month: string;
  /** Null: nobody knows. */
  value: number | null;
  /** Whether the number can still become another. */
  isComplete: boolean;
}

/** A row of columns, all of them of one scale. */
export interface ChartSeries {
  title: string;
  months: ChartMonth[];
}

const height = 6;
const eighths = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const widest = 3;
const unbounded = 100;

const shown = (value: number, type: number) =>
  isFraction(type) && !Number.isInteger(value)
    ? value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
    : value.toLocaleString('en-US');

/** What of a column stands in a line of the chart, the lowest one being 0; nothing is drawn of what nobody knows. */
function cellOf({ value }: ChartMonth, line: number, top: number): string {
  if (value === null) return ' ';
  if (value <= 0) return line === 0 ? '_' : ' ';
  // The smallest number is no zero.
  const size = Math.max(1, Math.round((value / top) * height * 8));
  return eighths[Math.max(0, Math.min(8, size - line * 8))] || ' ';
}

const markOf = ({ value, isComplete }: ChartMonth) => (value === null ? '?' : isComplete ? ' ' : '~');

/**
 * Draws the months of a series as columns, as many of the last ones as the terminal has room for.
 *
 * @param options `width`, cells of a line, undefined: of a file; `type`, object id of the numbers' Postgres type
 * @returns lines, without one that explains the marks
 */
export function drawChart(
  { title, months }: ChartSeries,
  { width = unbounded, type }: { width?: number | undefined; type: number },
): string[] {
  const highest = Math.max(0, ...months.map(({ value }) => value ?? 0));
  const top = highest === 0 ? 1 : highest;
  const scale = shown(highest, type);
  const margin = Math.max(scale.length, 1);
  const room = Math.max(1, width - margin - 2);
  const last = months.slice(-room);
  const cell = Math.max(1, Math.min(widest, Math.floor(room / last.length)));
  // Columns of two cells and more have a gap between them.
  const line = (signs: string[]) =>
    signs
      .map((sign) => (cell === 1 ? sign : `${sign.repeat(cell - 1)} `))
      .join('')
      .trimEnd();
  const side = (text: string, edge: string) => `${text.padStart(margin)} ${edge}`;
  const rows = Array.from({ length: height }, (_, place) => {
    const number = height - 1 - place;
    const text = place === 0 ? scale : number === 0 ? '0' : '';
    return side(text, `│${line(last.map((month) => cellOf(month, number, top)))}`);
  });
  const marks = line(last.map(markOf));
  const [from, to] = [last[0]?.month ?? '', last.at(-1)?.month ?? ''];
  const wide = last.length * cell;
  const ends = wide >= from.length + to.length + 1 ? from + to.padStart(wide - from.length) : to;
  const left = months.length - last.length;
  const head = left > 0 ? `${title} (the last ${last.length} of ${months.length} months)` : title;
  return [head, ...rows, ...(marks === '' ? [] : [side('', ` ${marks}`)]), side('', ` ${ends}`)].map((text) =>
    text.trimEnd(),
  );
}

/** What the marks below columns mean, of those that are there. */
export function explainMarks(series: readonly ChartSeries[]): string[] {
  const months = series.flatMap(({ months: own }) => own);
  return [
    ...(months.some(({ value }) => value === null) ? ['? nobody knows: nothing is drawn'] : []),
    ...(months.some(({ value, isComplete }) => value !== null && !isComplete) ? ['~ not complete yet'] : []),
    ...(months.some(({ value }) => value === 0) ? ['_ none'] : []),
  ];
}
