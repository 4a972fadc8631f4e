import type { Db } from '../../../sql/query.ts';
import { findReport } from '../catalogue.ts';
import { parseCursor, writeCursor } from '../cursor.ts';
import { readReport } from '../read-report.ts';
import { readRows } from '../read-rows.ts';
import { countReport } from '../report-statement.ts';
import type { ReportFilter, Statement } from '../report-statement.ts';
import { requireKnown, requireRepository } from '../require-repository.ts';
import type { Table } from '../table.ts';
import { countInOrder } from './count-in-order.ts';
import type { CountsWanted, RepositoryRows } from './count-in-order.ts';
import { countsOf, keptCounts } from './counts.ts';
import type { ListDeclaration } from './declare-list.ts';
import { columnFilters } from './filter-of.ts';
import type { ListQuery } from './list-query.ts';
import { ListRefusal } from './list-refusal.ts';
import { placePage } from './place-page.ts';

export interface ListPage {
  table: Table;
  totalRecords: number;
  /** Cursor of what follows; null on the last page. */
  next: string | null;
}

/** Runs a statement that counts rows. */
async function runCount(db: Db, { text, values }: Statement): Promise<number> {
  return Number((await readRows(db, text, values)).rows[0]?.[0]);
}

/** So many repositories are read one by one, each in the order of an index; their rows need no sorting, and none is made in vain. */
const fewRepositories = 3;

/** How rows are counted. Who turns the pages of a list asks for the same each time. */
export interface Counting {
  one(statement: Statement): Promise<number>;
  inOrder(wanted: CountsWanted): Promise<readonly RepositoryRows[]>;
}

/** Counts each time anew. */
export const countAnew = (db: Db): Counting => ({
  one: (statement) => runCount(db, statement),
  inOrder: (wanted) => countInOrder(db, wanted),
});

/**
 * Reads one page of a list. Of many repositories it is found by how many rows each has, so that page 5,000 takes no longer than the
 * first one.
 *
 * @param counting by default each time anew; what it told a moment ago loses no row, it may only move where a page begins
 * @throws ListRefusal with a sentence; otherwise what Postgres says
 */
export async function readList(
  db: Db,
  list: ListDeclaration,
  query: ListQuery,
  counting = countAnew(db),
): Promise<ListPage> {
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
    const wanted = { counted: countsOf(list, query, filter), isReversed: isNewestFirst };
    const all = await counting.inOrder(wanted);
    const total = all.reduce((sum, { rows }) => sum + rows, 0);
    if (after === undefined) return pageOf(await readPlaced(all), total);
    const cut = [after[0] ?? null, after[1] ?? null] as const;
    return pageOf(await readPlaced(await countInOrder(db, { ...wanted, from: cut })), total);
  }
  const ofOne = repository === undefined ? undefined : await requireRepository(db, repository);
  const narrow = ofOne === undefined ? filter : { ...filter, repositoryIds: ofOne };
  const [rows, totalRecords] = await Promise.all([
    readReport(db, list.view, narrow, { after, limit: size, offset: number, isReversed: isNewestFirst }),
    countAll(narrow),
  ]);
  // A filter of the list's own compares names, and knows none.
  if (totalRecords === 0 && query.filters.repository !== undefined) await requireKnown(db, query.filters.repository);
  return pageOf(rows, totalRecords);

  function pageOf(found: Table, total: number): ListPage {
    const table = { ...found, rows: found.rows.slice(0, pageSize) };
    const next = found.rows.length > pageSize ? writeCursor(report, table, isNewestFirst) : null;
    return { table, totalRecords: total, next };
  }

  /** The rows of a page of these repositories, which are in the order of the list. */
  async function readPlaced(counts: readonly RepositoryRows[]): Promise<Table> {
    const { begin, end, offset } = placePage(counts, { offset: number, size, after: after?.[1] ?? undefined });
    const isFew = end - begin > 0 && end - begin <= fewRepositories;
    let next = isFew ? begin + 1 : end;
    let table = await readOf(counts.slice(begin, next), { limit: size, offset });
    // Rows may be fewer than were counted: those behind them move up.
    for (; table.rows.length < size && next < counts.length; next += 1) {
      const found = await readOf([counts[next]!], { limit: size - table.rows.length, offset: 0 });
      table = { ...table, rows: [...table.rows, ...found.rows] };
    }
    return table;
  }

  function readOf(repositories: readonly RepositoryRows[], { limit, offset }: { limit: number; offset: number }) {
    const repositoryIds = repositories.map(({ id }) => id);
    const part = { after, limit, offset, isReversed: isNewestFirst };
    return readReport(db, list.view, { ...filter, repositoryIds }, part);
  }

  function countAll(counted: ReportFilter): Promise<number> {
    const kept = ofOne && keptCounts(list, query, ofOne);
    if (!kept) return counting.one(countReport(report, counted));
    return counting.one({ ...kept, text: `select coalesce(sum(rows), 0)\nfrom (${kept.text}) as kept` });
  }
}

function cursorOf({ view }: ListDeclaration, after: string, isNewestFirst: boolean) {
  try {
    return parseCursor(findReport(view), after, isNewestFirst);
  } catch (error) {
    throw new ListRefusal('bad cursor', (error as Error).message);
  }
}
