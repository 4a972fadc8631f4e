import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { jsonRows } from './json-rows.ts';
import { readReport } from './read-report.ts';

/** Which repositories, and which part of them. */
export interface OverviewQuery {
  /** What their names must contain. */
  search: string | null;
  /** State of their loops; `not kept`: no loop keeps them. */
  state: string | null;
  page: number;
  pageSize: number;
}

type Row = Record<string, unknown>;

/** A repository as the statement gives it; what is of the loop is null where none keeps it. */
interface StoredRow extends Row {
  repository_id: number | string | null;
  repository: string;
  description: string | null;
  is_archived: boolean | null;
  stars: number | null;
  open_issues: number | null;
  html_url: string | null;
  workflow_id: string | null;
  every: string | null;
  state: string | null;
  reason: string | null;
  rows_stored: number | null;
  next_sync_at: Date | null;
  is_overdue: boolean | null;
  total_records: number;
}

/** A repository with its loop and what each of its resources is doing. */
interface OverviewItem extends Row {
  resources: Row[];
}

/** @returns the repositories of a page, and how many there are in all */
async function readRepositories(db: Db, { search, state, page, pageSize }: OverviewQuery) {
  const found = await runSql<StoredRow>(db, 'report/overview', {
    search,
    state,
    limit: pageSize,
    skip: (page - 1) * pageSize,
  });
  const total = found[0]?.total_records ?? 0;
  return { total, rows: found.map(({ total_records: _, ...row }) => row) };
}

/**
 * What is kept and how far it is: repositories with their resources, those that need an eye first, and what is left of the quota.
 *
 * @throws what Postgres says
 */
export async function readOverview(db: Db, query: OverviewQuery) {
  const { total, rows } = await readRepositories(db, query);
  const ids = rows.flatMap(({ repository_id: id }) => (id === null ? [] : [String(id)]));
  const [resources, states, quota] = await Promise.all([
    ids.length === 0 ? [] : readReport(db, 'sync_status', { repositoryIds: ids }).then((table) => jsonRows(table)),
    runSql<{ state: string; loops: number }>(db, 'report/loop_states', {}),
    readReport(db, 'quota').then((table) => jsonRows(table)),
  ]);
  const items: OverviewItem[] = rows.map((row) => ({
    ...row,
    repository_id: row.repository_id === null ? null : Number(row.repository_id),
    next_sync_at: row.next_sync_at?.toISOString() ?? null,
    resources: resources.filter(({ repository_id: id }) => id !== null && Number(id) === Number(row.repository_id)),
  }));
  return { items, total, states, quota };
}
