import type { QueryResultRow } from 'pg';
import { findReport } from '../../client/reports/catalogue.ts';
import { selectReport } from '../../client/reports/report-statement.ts';
import type { ReportFilter } from '../../client/reports/report-statement.ts';
import type { Db } from '../../sql/query.ts';

/** The rows of a report, by the client's own statement, with values as the driver makes them of their types. */
export async function queryReport<Row extends QueryResultRow>(
  db: Db,
  view: string,
  filter: ReportFilter = {},
): Promise<Row[]> {
  const { rows } = await db.query<Row>(selectReport(findReport(view), filter));
  return rows;
}
