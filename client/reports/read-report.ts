import { createHash } from 'node:crypto';
import type { Db } from '../../sql/query.ts';
import { findReport } from './catalogue.ts';
import type { Report } from './catalogue.ts';
import { readRows } from './read-rows.ts';
import { selectReport } from './report-statement.ts';
import type { ReportFilter, ReportPart } from './report-statement.ts';
import type { Table } from './table.ts';

/** Postgres' code for a statement whose plan is kept and whose columns are others now. */
const columnsChanged = '0A000';

/**
 * Reads rows of one view of the schema `report` into memory: for views with few rows, or with a limit. `streamReport` gives
 * any number of them.
 *
 * @throws what Postgres says
 */
export async function readReport(
  db: Db,
  view: string,
  filter: ReportFilter = {},
  part: ReportPart = {},
): Promise<Table> {
  const report = findReport(view);
  const { text, values } = selectReport(report, filter, part);
  if (!isPlannedOnce(report, filter)) return readRows(db, text, values);
  const name = `report ${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
  try {
    return await readRows(db, text, values, name);
  } catch (error) {
    // A newer version has appended columns to the view since the session planned it.
    if ((error as { code?: string }).code !== columnsChanged) throw error;
    return readRows(db, text, values);
  }
}

/**
 * Whether one plan is the best for every repository: the key of a summary table is its order, too. To plan it takes Postgres twice as
 * long as to read a page of it. Other rows of a repository may be few or half of a table.
 */
const isPlannedOnce = ({ families }: Report, { repositoryIds }: ReportFilter) =>
  families.length > 0 && repositoryIds?.length === 1;
