import type { Db } from '../../sql/query.ts';
import { findReport } from './catalogue.ts';
import { countRows } from './count-rows.ts';
import { parseCursor, writeCursor } from './cursor.ts';
import { readReport } from './read-report.ts';
import type { ReportFilter } from './report-statement.ts';
import type { Table } from './table.ts';

export interface PageRequest {
  /** Counted from 1, which is the default; not together with `after`. */
  page?: number | undefined;
  /** 1 to 100, the default. */
  pageSize?: number | undefined;
  /** `next` of the page before, with the same filter. */
  after?: string | undefined;
}

export interface Page {
  table: Table;
  /** All rows that the filter lets through, counted at this moment. */
  totalRecords: number;
  /** Cursor of the page behind this one; null on the last one. */
  next: string | null;
}

const mostPerPage = 100;
const mostPages = 10 ** 9;

function wholeNumber(name: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`${name} must be a whole number from 1 to ${most}, not ${value}.`);
}

/**
 * Reads one page of a report. Pages by number move when rows come or go before them; those by cursor do not: behind the last
 * row that was shown comes the next one, also when the former is gone.
 *
 * @throws Error with a sentence when the request is wrong; otherwise what Postgres says
 */
export async function readPage(
  db: Db,
  view: string,
  filter: ReportFilter = {},
  { page, pageSize = mostPerPage, after }: PageRequest = {},
): Promise<Page> {
  const report = findReport(view);
  const size = wholeNumber('pageSize', pageSize, mostPerPage);
  const number = wholeNumber('page', page ?? 1, mostPages);
  if (page !== undefined && after !== undefined) throw new Error('A page has a number or a cursor, not both.');
  const place = after === undefined ? undefined : parseCursor(report, after);
  // One row more than the page has tells whether another page follows.
  const found = await readReport(db, view, filter, { after: place, limit: size + 1, offset: (number - 1) * size });
  const table = { ...found, rows: found.rows.slice(0, size) };
  const next = found.rows.length > size ? writeCursor(report, table) : null;
  return { table, totalRecords: await countRows(db, view, filter), next };
}
