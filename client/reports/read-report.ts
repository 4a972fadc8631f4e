import type { Db } from '../../sql/query.ts';
import { findReport } from './catalogue.ts';
import { readRows } from './read-rows.ts';
import { selectReport } from './report-statement.ts';
import type { ReportFilter, ReportPart } from './report-statement.ts';
import type { Table } from './table.ts';

/**
 * Reads rows of one view of the schema `report` into memory: for views with few rows, or with a limit. `streamReport` gives
 * any number of them.
 *
 * @throws what Postgres says
 */
export function readReport(db: Db, view: string, filter: ReportFilter = {}, part: ReportPart = {}): Promise<Table> {
  const { text, values } = selectReport(findReport(view), filter, part);
  return readRows(db, text, values);
}
