import { findReport } from '../catalogue.ts';
import { countByRepository } from '../report-statement.ts';
import type { ReportFilter, Statement } from '../report-statement.ts';
import type { ListDeclaration } from './declare-list.ts';
import { ListRefusal } from './list-refusal.ts';
import type { ListQuery } from './list-query.ts';

const givenFilters = ({ filters = [] }: ListDeclaration, query: ListQuery) =>
  filters.filter(({ name }) => query.filters[name] !== undefined);

/** What is kept of a summary table's rows: all of a repository's, or of one part of them. Undefined: of these no count is kept. */
export function keptCounts(
  list: ListDeclaration,
  query: ListQuery,
  repositoryIds?: readonly string[],
): Statement | undefined {
  const { subject, view } = list;
  const { from, to, owner } = query;
  const given = givenFilters(list, query);
  const isKept = given.length <= 1 && given.every(({ isKept: kept }) => kept === true);
  if (subject !== 'repository' || !isKept || (from ?? to) !== undefined) return undefined;
  const [only] = given;
  const values: unknown[] = [view, only === undefined ? '' : query.filters[only.name]];
  const conditions = ['summary_table = $1', 'part = $2'];
  if (owner !== undefined) conditions.push(`lower(owner) = lower($${values.push(owner)}::text)`);
  if (repositoryIds) conditions.push(`repository_id = any ($${values.push(repositoryIds)}::bigint[])`);
  return {
    text: `select repository_id, repository, rows\nfrom report.row_counts\nwhere ${conditions.join('\n  and ')}`,
    values,
  };
}

/**
 * How many rows each repository has.
 *
 * @throws ListRefusal when what is asked for could only be counted row by row
 */
export function countsOf(list: ListDeclaration, query: ListQuery, filter: ReportFilter): Statement {
  const costly = givenFilters(list, query).find(({ isKept }) => isKept !== true);
  if (costly) {
    throw new ListRefusal(
      'no repository',
      `Name a repository: ${costly.name} of all repositories at once is not counted.`,
    );
  }
  return keptCounts(list, query) ?? countByRepository(findReport(list.view), filter);
}
