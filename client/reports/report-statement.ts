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
}

/** Which part of a report is wanted; everything where nothing is said. */
export interface ReportPart {
  /** Values of the order's terms in a row: only rows behind it. */
  after?: readonly (string | null)[] | undefined;
  /** Rows at most. */
  limit?: number | undefined;
  /** Rows to leave out before the first one. */
  offset?: number | undefined;
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
  const { repository, from, to } = filter;
  const conditions: string[] = [];
  if (repository !== undefined && filters.includes('repository')) {
    conditions.push(`lower(${quoteName('repository')}) = lower(${bind(repository)}::text)`);
  }
  if (time && from !== undefined) conditions.push(`${expression(time)} >= ${bind(midnight(from))}`);
  if (time && to !== undefined) conditions.push(`${expression(time)} < ${bind(midnight(to))}`);
  return conditions;
}

/** Behind a row in an order that ends with nulls. Not one comparison of rows, which is null where any value is. */
function afterCondition({ order }: Report, after: readonly (string | null)[], bind: Bind): string {
  const terms = order.map((term, place) => {
    const [column, value] = [expression(term), after[place] ?? null];
    if (value === null) return { same: `${column} is null`, behind: 'false' };
    const parameter = bind(value);
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
  { after, limit, offset }: ReportPart = {},
): Statement {
  const { values, bind } = binding();
  const conditions = filterConditions(report, filter, bind);
  if (after !== undefined) conditions.push(afterCondition(report, after, bind));
  const text =
    `select *\nfrom report.${quoteName(report.view)}${whereOf(conditions)}\norder by ${report.order.map(expression).join(', ')}` +
    (limit === undefined ? '' : `\nlimit ${bind(limit)}`) +
    (offset === undefined ? '' : `\noffset ${bind(offset)}`);
  return { text, values };
}

/** The statement that counts the rows of a report. */
export function countReport(report: Report, filter: ReportFilter): Statement {
  const { values, bind } = binding();
  const where = whereOf(filterConditions(report, filter, bind));
  return { text: `select count(*)\nfrom report.${quoteName(report.view)}${where}`, values };
}
