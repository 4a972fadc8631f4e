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

interface StateCount {
  state: string;
  loops: number;
}

/** A row of the statement: what is of the loop is null where none keeps it, and everything of the repository where none is shown. */
interface StoredRow extends Row {
  repository_id: number | string | null;
  repository: string | null;
  next_sync_at: Date | null;
  place: number | null;
  total_records: number;
  states: StateCount[];
}

/** A repository with its loop and what each of its resources is doing. */
interface OverviewItem extends Row {
  resources: Row[];
}

/**
 * What is kept and how far it is: repositories with their resources, those that need an eye first, and what is left of the quota.
 *
 * @throws what Postgres says
 */
export async function readOverview(db: Db, { search, state, page, pageSize }: OverviewQuery) {
  const found = await runSql<StoredRow>(db, 'report/overview', {
    search,
    state,
    limit: pageSize,
    skip: (page - 1) * pageSize,
  });
  const { total_records: total, states } = found[0]!;
  const rows = found.filter(({ repository }) => repository !== null);
  const ids = rows.flatMap(({ repository_id: id }) => (id === null ? [] : [String(id)]));
  const [resources, quota] = await Promise.all([
    ids.length === 0
      ? []
      : readReport(db, 'sync_status', { repositoryIds: ids, subjectIds: ids }).then((table) => jsonRows(table)),
    readReport(db, 'quota').then((table) => jsonRows(table)),
  ]);
  const items = rows.map(({ total_records: _total, states: _states, place: _place, ...row }): OverviewItem => {
    const id = row.repository_id === null ? null : Number(row.repository_id);
    return {
      ...row,
      repository_id: id,
      next_sync_at: row.next_sync_at?.toISOString() ?? null,
      resources: id === null ? [] : resources.filter(({ repository_id: of }) => Number(of) === id),
    };
  });
  return { items, total, states, quota };
}
