import type { Db } from '../../sql/query.ts';
import { runSql } from '../../sql/query.ts';

/** A column of a view, as the database describes it. */
export interface ReportColumn {
  view: string;
  /** What the view's own comment says. */
  view_comment: string | null;
  name: string;
  /** Its Postgres type. */
  type: string;
  comment: string | null;
}

/** The columns of all views, by view and in their order. */
export function readColumns(db: Db): Promise<ReportColumn[]> {
  return runSql<ReportColumn & Record<string, unknown>>(db, 'report/columns');
}
