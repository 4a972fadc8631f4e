import type { Report } from './catalogue.ts';
import type { Table } from './table.ts';

/** Where a page ended: the values of the order's terms in its last row. */
type Place = readonly (string | null)[];

/** A cursor is for this order alone: after an upgrade that changed it, it would point anywhere. */
const orderOf = ({ view, order }: Report, isReversed: boolean) =>
  `${view}: ${order.map((term) => term.join(' or ')).join(', ')}${isReversed ? ', reversed' : ''}`;

function isPlace(value: unknown, report: Report): value is Place {
  return (
    Array.isArray(value) &&
    value.length === report.order.length &&
    value.every((part) => part === null || typeof part === 'string')
  );
}

/** The cursor of what follows the last row of a table, a text for addresses; null where the table has no row. */
export function writeCursor(report: Report, { columns, rows }: Table, isReversed = false): string | null {
  const last = rows.at(-1);
  if (last === undefined) return null;
  const valueOf = (column: string) => last[columns.findIndex(({ name }) => name === column)] ?? null;
  const place = report.order.map((term) => term.map(valueOf).find((value) => value !== null) ?? null);
  return Buffer.from(JSON.stringify([orderOf(report, isReversed), place])).toString('base64url');
}

/**
 * Reads what `writeCursor` has written.
 *
 * @throws Error with a sentence when it is no cursor of this report
 */
export function parseCursor(report: Report, cursor: string, isReversed = false): Place {
  try {
    const [order, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (order === orderOf(report, isReversed) && isPlace(place, report)) return place;
  } catch {
    // Said below.
  }
  throw new Error(`This is no cursor of ${report.view}; begin with the first page again.`);
}
