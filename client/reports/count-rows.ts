import type { Db } from '../../sql/query.ts';
import { findReport } from './catalogue.ts';
import { readRows } from './read-rows.ts';
import { countReport } from './report-statement.ts';
import type { ReportFilter } from './report-statement.ts';

/** Counts the rows of a report by reading them; where counts are kept one day, this is the place to look them up. */
export async function countRows(db: Db, view: string, filter: ReportFilter = {}): Promise<number> {
  const { text, values } = countReport(findReport(view), filter);
  const { rows } = await readRows(db, text, values);
  return Number(rows[0]?.[0]);
}
