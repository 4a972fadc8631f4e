import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Db } from '../../sql/query.ts';
import { statement } from '../../sql/query.ts';
import { readRows } from './read-rows.ts';
import type { Table } from './table.ts';

const folder = fileURLToPath(new URL('../../sql/report/', import.meta.url));

export interface ReportFilter {
  /** `owner/name`, in any case. */
  repository?: string | undefined;
  /** Day, YYYY-MM-DD. */
  from?: string | undefined;
  /** Day, YYYY-MM-DD. */
  to?: string | undefined;
}

/** Names of all views that can be read, in order. */
export function listReports(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.slice(0, -'.sql'.length))
    .sort();
}

/**
 * Reads one view of the schema `report`.
 *
 * @param view one of `listReports()`
 * @throws what Postgres says
 */
export function readReport(db: Db, view: string, filter: ReportFilter = {}): Promise<Table> {
  const { text, parameters } = statement(`report/${view}`);
  const values = parameters.map((name) => filter[name as keyof ReportFilter] ?? null);
  return readRows(db, text, values);
}
