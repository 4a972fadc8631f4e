import type { Mark } from '../charts/series.ts';
import type { Row } from '../data/ask.ts';
import { cellOf, doubtOf } from '../words/faces.ts';
import type { Standing } from '../words/faces.ts';
import { addMonths, monthName, monthsFrom, oldest } from '../words/months.ts';
import { allOf, quoted, within } from '../words/sql.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Up to when everything that is shown of members is known; null: something of it is not. */
export const membersThrough = (people: readonly Row[]): string | null =>
  oldest(people.map(({ data_complete_through: through }) => (through as string | null | undefined) ?? null));

interface Given {
  people: readonly Row[];
  /** Whether there are more that were not read. */
  isCut: boolean;
  id: 'joined_at' | 'left_at';
  from: string;
  to: string;
  standing: Standing;
  now: Date;
  hrefOf: (series: string, month: string) => string;
}

/** How many joined or left in each month: none only in months through which the lists of members were looked at whole. */
export function memberMonths({ people, isCut, id, from, to, standing, now, hrefOf }: Given): Mark[] {
  const first = people.map((row) => text(row.first_seen_at)).sort()[0] ?? null;
  const isWhole = !isCut && people.every(({ is_complete: isComplete }) => isComplete === true);
  // What is known of who comes and goes begins with the first look.
  const reach = { ...standing, completeFrom: null, completeThrough: membersThrough(people) };
  return monthsFrom(from, to).map((month) => {
    const value = people.filter((row) => text(row[id]).startsWith(month)).length;
    const shown = { at: month, name: monthName(month), href: value > 0 ? hrefOf(id, month) : null };
    if (first === null || first.slice(0, 7) > month) return { ...shown, ...beforeFirstLook };
    const begin = `${month}-01T00:00:00Z`;
    const doubt = doubtOf(begin, `${addMonths(month, 1)}-01T00:00:00Z`, reach);
    const cell = cellOf({
      month,
      value,
      isComplete: isWhole && standing.face === 'number' && doubt === null,
      standing,
      now,
    });
    const isUnseen = value === 0 && cell.face === 'running' ? doubtOf(begin, begin, reach) : null;
    if (isUnseen !== null) return { ...shown, value: null, face: 'unknown', sentence: isUnseen };
    if (cell.face !== 'partial') return { ...shown, ...cell };
    const sentence = standing.sentence || doubt || concealed;
    // Nobody found is not nobody.
    return value === 0 ? { ...shown, value: null, face: 'unknown', sentence } : { ...shown, ...cell, sentence };
  });
}

const beforeFirstLook = {
  value: null,
  face: 'unknown',
  sentence: 'Nobody looked yet: GitHub does not tell who came or left before.',
} as const;
const concealed = 'Members who conceal their membership are not shown to this token, or the last look was not whole.';

interface Counted {
  people: readonly Row[];
  /** Rows of everybody, and of those that left, as the API counts them; null: `people` has all. */
  totals: { all: number; left: number } | null;
}

/** How many are members now, and how many have left. */
export function membersNow({ people, totals }: Counted): { now: number; left: number } {
  const left = totals?.left ?? people.filter(({ left_at: at }) => at !== null).length;
  return { now: (totals?.all ?? people.length) - left, left };
}

/** The condition of SQL that gives who joined or left in the months. */
export function membersCondition({
  owner,
  from,
  to,
  hasBots,
}: Pick<Given, 'from' | 'to'> & { owner: string; hasBots: boolean }): string {
  const [first, end] = [`${from}-01`, `${addMonths(to, 1)}-01`];
  return allOf(
    `owner = ${quoted(owner)}`,
    `(${within('joined_at', first, end)} or ${within('left_at', first, end)})`,
    hasBots ? '' : 'not is_bot',
  );
}
