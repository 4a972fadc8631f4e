import type { Db } from '../../../sql/query.ts';
import { findReport } from '../catalogue.ts';
import { parseCursor, writeCursor } from '../cursor.ts';
import { findRepository } from '../find-repository.ts';
import { readReport } from '../read-report.ts';
import { readRows } from '../read-rows.ts';
import { countByRepository, countReport } from '../report-statement.ts';
import type { ReportFilter, Statement } from '../report-statement.ts';
import type { Table } from '../table.ts';
import type { ListDeclaration } from './declare-list.ts';
import { columnFilters } from './filter-of.ts';
import { ListRefusal } from './list-refusal.ts';
import { placePage } from './place-page.ts';

/** What is asked of a list. */
export interface ListQuery {
  /** `owner/name`. */
  repository?: string | undefined;
  owner?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  by?: string | undefined;
  /** Values of the declaration's own filters, by their names. */
  filters: Readonly<Record<string, string>>;
  page: number;
  pageSize: number;
  after?: string | undefined;
  isNewestFirst: boolean;
}

export interface ListPage {
  table: Table;
  totalRecords: number;
  /** Cursor of what follows; null on the last page. */
  next: string | null;
}

async function repositoryIdsOf(db: Db, repository: string): Promise<string[]> {
  const found = await findRepository(db, repository);
  if (found.length > 0) return found.map(({ repository_id: id }) => id);
  throw new ListRefusal('unknown repository', `Nothing is stored of ${repository}.`);
}

/** What is kept of a summary table's rows: all of a repository's, or of one part of them. */
function keptCounts({ view }: ListDeclaration, part: string, owner: string | undefined): Statement {
  const values: unknown[] = [view, part];
  const ofOwner = owner === undefined ? '' : `\n  and lower(owner) = lower($${values.push(owner)}::text)`;
  const text = `select repository_id, repository, rows\nfrom report.row_counts\nwhere summary_table = $1 and part = $2${ofOwner}`;
  return { text, values };
}

/** @throws ListRefusal when what is asked for could only be counted row by row */
function countsOf(list: ListDeclaration, query: ListQuery, filter: ReportFilter): Statement {
  const given = (list.filters ?? []).filter(({ name }) => query.filters[name] !== undefined);
  const isKept = given.length <= 1 && given.every(({ isKept: kept }) => kept === true);
  if (given.length > 0 && given.some(({ isKept: kept }) => kept !== true)) {
    const name = given.find(({ isKept: kept }) => kept !== true)!.name;
    throw new ListRefusal('no repository', `Name a repository: ${name} of all repositories at once is not counted.`);
  }
  if (isKept && query.from === undefined && query.to === undefined) {
    const [only] = given;
    return keptCounts(list, only === undefined ? '' : query.filters[only.name]!, query.owner);
  }
  return countByRepository(findReport(list.view), filter);
}

/**
 * Reads one page of a list. Of many repositories it is found by counts that are kept, so that page 5,000 takes no longer than the
 * first one.
 *
 * @throws ListRefusal with a sentence; otherwise what Postgres says
 */
export async function readList(db: Db, list: ListDeclaration, query: ListQuery): Promise<ListPage> {
  const report = findReport(list.view);
  const { repository, owner, from, to, by, pageSize, isNewestFirst } = query;
  const size = pageSize + 1; // one row more than the page has tells whether another one follows
  const after = query.after === undefined ? undefined : cursorOf(list, query.after, isNewestFirst);
  const number = after === undefined ? (query.page - 1) * pageSize : 0;
  const filter: ReportFilter = {
    from,
    to,
    by,
    columns: [
      ...(owner === undefined ? [] : [{ column: 'owner', match: 'equal', type: 'text', value: owner } as const]),
      ...(list.only === undefined ? [] : [{ ...list.only, match: 'equal', type: 'text' } as const]),
      ...columnFilters(list, query.filters),
    ],
  };
  if (list.subject === 'one repository' && repository === undefined) {
    throw new ListRefusal('no repository', 'Name a repository: this list is one of a repository.');
  }

  if (list.subject === 'repository' && repository === undefined) {
    const counted = countsOf(list, query, filter);
    const cut = after && ([after[0] ?? null, after[1] ?? null] as const);
    const place = await placePage(db, counted, { offset: number, size, after: cut, isReversed: isNewestFirst });
    const rows = await readReport(
      db,
      list.view,
      { ...filter, repositoryIds: place.repositoryIds },
      { after, limit: size, offset: place.offset, isReversed: isNewestFirst },
    );
    return pageOf(rows, place.totalRecords);
  }
  const ofOne = repository === undefined ? undefined : await repositoryIdsOf(db, repository);
  const narrow = ofOne === undefined ? filter : { ...filter, repositoryIds: ofOne };
  const [rows, totalRecords] = await Promise.all([
    readReport(db, list.view, narrow, { after, limit: size, offset: number, isReversed: isNewestFirst }),
    countAll(narrow),
  ]);
  return pageOf(rows, totalRecords);

  function pageOf(found: Table, total: number): ListPage {
    const table = { ...found, rows: found.rows.slice(0, pageSize) };
    const next = found.rows.length > pageSize ? writeCursor(report, table, isNewestFirst) : null;
    return { table, totalRecords: total, next };
  }

  async function countAll(counted: ReportFilter): Promise<number> {
    const { text, values } = countReport(report, counted);
    return Number((await readRows(db, text, values)).rows[0]?.[0]);
  }
}

function cursorOf({ view }: ListDeclaration, after: string, isNewestFirst: boolean) {
  try {
    return parseCursor(findReport(view), after, isNewestFirst);
  } catch (error) {
    throw new ListRefusal('bad cursor', (error as Error).message);
  }
}
