import { quoteName } from '../../sql/quote-name.ts';
import type { Report } from './catalogue.ts';
import type { Term } from './parse-header.ts';

export interface ReportFilter {
  /** `owner/name`, in any case. */
  repository?: string | undefined;
  /** Day, YYYY-MM-DD, that the rows begin with. */
  from?: string | undefined;
  /** Day, YYYY-MM-DD, before which they end. */
  to?: string | undefined;
  /** The column of a time that both are about, where it is not the report's own. */
  by?: string | undefined;
  /** GitHub's ids of repositories: theirs alone. Found by an index, which a name is not. */
  repositoryIds?: readonly string[] | undefined;
  /** GitHub's ids of the repositories and owners whose resources are meant, which an index finds, too; equal ids of both are told apart by names. */
  subjectIds?: readonly string[] | undefined;
  /** Texts that columns must have, in any case, and lists that must have them. Names are those of the declarations, never a stranger's. */
  columns?: readonly ColumnFilter[] | undefined;
}

/** What one column must hold. */
export interface ColumnFilter {
  column: string;
  match: 'equal' | 'contains';
  value: string;
  type: 'text' | 'bigint' | 'boolean';
}

/** Which part of a report is wanted; everything where nothing is said. */
export interface ReportPart {
  /** Values of the order's terms in a row: only rows behind it. */
  after?: readonly (string | null)[] | undefined;
  /** Rows at most. */
  limit?: number | undefined;
  /** Rows to leave out before the first one. */
  offset?: number | undefined;
  /** The last row first. */
  isReversed?: boolean | undefined;
}

export interface Statement {
  text: string;
  values: unknown[];
}

/** Takes a value and gives the parameter that stands for it. */
type Bind = (value: unknown) => string;

const expression = (term: Term): string => {
  const columns = term.map(quoteName);
  return columns.length === 1 ? columns[0]! : `coalesce(${columns.join(', ')})`;
};

/**
 * Midnight in UTC. Postgres reads it as the type of the column: of a date it takes the day, of an instant the whole, so that
 * neither depends on the zone of the session, and an index on the column serves.
 */
const midnight = (day: string) => `${day} 00:00:00+00`;

function filterConditions({ time, filters }: Report, filter: ReportFilter, bind: Bind): string[] {
  const { repository, from, to, by, repositoryIds, subjectIds, columns = [] } = filter;
  const conditions: string[] = [];
  if (repository !== undefined && filters.includes('repository')) {
    conditions.push(`lower(${quoteName('repository')}) = lower(${bind(repository)}::text)`);
  }
  const instant = by === undefined ? time && expression(time) : quoteName(by);
  if (instant && from !== undefined) conditions.push(`${instant} >= ${bind(midnight(from))}`);
  if (instant && to !== undefined) conditions.push(`${instant} < ${bind(midnight(to))}`);
  if (repositoryIds !== undefined) conditions.push(idCondition('repository_id', repositoryIds, bind));
  if (subjectIds !== undefined) conditions.push(idCondition('subject_id', subjectIds, bind));
  for (const filter of columns) conditions.push(columnCondition(filter, bind));
  return conditions;
}

/** Of one alone an index is also the order; of several it is not. */
function idCondition(column: string, ids: readonly string[], bind: Bind): string {
  return ids.length === 1 ? `${column} = ${bind(ids[0])}::bigint` : `${column} = any (${bind(ids)}::bigint[])`;
}

function columnCondition({ column, match, value, type }: ColumnFilter, bind: Bind): string {
  const [name, parameter] = [quoteName(column), `${bind(value)}::${type}`];
  if (match === 'contains') return `${name} @> array[${parameter}]`;
  return type === 'text' ? `lower(${name}) = lower(${parameter})` : `${name} = ${parameter}`;
}

/** Behind a row in an order that ends with nulls; reversed, it begins with them. Not one comparison of rows, which is null where any value is. */
function afterCondition({ order }: Report, after: readonly (string | null)[], bind: Bind, isReversed: boolean): string {
  const terms = order.map((term, place) => {
    const [column, value] = [expression(term), after[place] ?? null];
    if (value === null) return { same: `${column} is null`, behind: isReversed ? `${column} is not null` : 'false' };
    const parameter = bind(value);
    if (isReversed) return { same: `${column} = ${parameter}`, behind: `${column} < ${parameter}` };
    return { same: `${column} = ${parameter}`, behind: `(${column} > ${parameter} or ${column} is null)` };
  });
  const alternatives = terms.map(({ behind }, place) => {
    const before = terms.slice(0, place).map(({ same }) => same);
    return `(${[...before, behind].join(' and ')})`;
  });
  return `(${alternatives.join(' or ')})`;
}

const whereOf = (conditions: string[]) => (conditions.length > 0 ? `\nwhere ${conditions.join('\n  and ')}` : '');

function binding(): { values: unknown[]; bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/**
 * The statement that reads a report in its order. Names come from the files of our own views, everything else is a parameter.
 * Rows without a time are left out where `from` or `to` is given; both mean nothing where rows have no time.
 */
export function selectReport(
  report: Report,
  filter: ReportFilter,
  { after, limit, offset, isReversed = false }: ReportPart = {},
): Statement {
  const { values, bind } = binding();
  const conditions = filterConditions(report, filter, bind);
  if (after !== undefined) conditions.push(afterCondition(report, after, bind, isReversed));
  const text =
    `select *\nfrom report.${quoteName(report.view)}${whereOf(conditions)}\norder by ${orderOf(report, filter, isReversed)}` +
    (limit === undefined ? '' : `\nlimit ${bind(limit)}`) +
    (offset === undefined ? '' : `\noffset ${bind(offset)}`);
  return { text, values };
}

/** Of one repository its name is no order, and would keep an index from being one. */
function orderOf({ order }: Report, { repositoryIds }: ReportFilter, isReversed: boolean): string {
  const isOfOne = repositoryIds?.length === 1;
  const own = order.filter((term) => !isOfOne || !['repository', 'repository_id'].includes(term[0]!));
  const terms = own.length > 0 ? own : order;
  return terms.map((term) => expression(term) + (isReversed ? ' desc' : '')).join(', ');
}

/** The statement that counts the rows of a report. */
export function countReport(report: Report, filter: ReportFilter): Statement {
  const { values, bind } = binding();
  const where = whereOf(filterConditions(report, filter, bind));
  return { text: `select count(*)\nfrom report.${quoteName(report.view)}${where}`, values };
}

/** The statement that counts the rows of each repository: `repository_id`, `repository`, `rows`. */
export function countByRepository(report: Report, filter: ReportFilter): Statement {
  const { values, bind } = binding();
  const where = whereOf(filterConditions(report, filter, bind));
  const text = `select repository_id, repository, count(*) as rows\nfrom report.${quoteName(report.view)}${where}\ngroup by repository_id, repository`;
  return { text, values };
}
