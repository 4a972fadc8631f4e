import type { Db } from '../../../sql/query.ts';
import { readRows } from '../read-rows.ts';
import type { Statement } from '../report-statement.ts';

/** Where a page of a list of many repositories lies. */
export interface PagePlace {
  totalRecords: number;
  /** The repositories whose rows it has, in the order of the list. */
  repositoryIds: string[];
  /** Rows of these repositories before the page. */
  offset: number;
}

export interface PageWanted {
  offset: number;
  size: number;
  /** `repository` and `repository_id` of the row behind which it begins; undefined: it has a number. */
  after: readonly [string | null, string | null] | undefined;
  isReversed: boolean;
}

/** In Postgres' array form. */
const idsIn = (text: string | null | undefined) => (text ?? '{}').slice(1, -1).split(',').filter(Boolean);

/**
 * Finds the repositories that a page is about by how many rows each has, so that no row before the page is read.
 *
 * @param counted gives `repository_id`, `repository` and `rows`
 */
export async function placePage(db: Db, counted: Statement, wanted: PageWanted): Promise<PagePlace> {
  const { offset, size, after, isReversed } = wanted;
  const values = [...counted.values];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const [order, sign] = isReversed ? ['repository desc, repository_id desc', '<'] : ['repository, repository_id', '>'];
  const begin =
    after === undefined
      ? 'true'
      : `(repository, repository_id) ${sign}= (${bind(after[0])}::text, ${bind(after[1])}::bigint)`;
  // Behind a row nobody knows how many rows of its own repository are left, so they count for none.
  const weight =
    after === undefined ? 'rows' : `case when repository_id = ${bind(after[1])}::bigint then 0 else rows end`;
  const until = bind(offset + size);
  // A parameter that nothing uses has no type.
  const isBehind = after === undefined ? `before + rows > ${bind(offset)}::bigint` : 'true';
  const text = `with counted as (
${counted.text}
), placed as (
  select repository, repository_id, rows, sum(${weight}) over (order by ${order}) - ${weight} as before
  from counted
  where rows > 0 and ${begin}
), met as (
  select *
  from placed
  where before < ${until}::bigint and ${isBehind}
)
select
  (select coalesce(sum(rows), 0)::bigint from counted) as total,
  (select array_agg(repository_id order by ${order}) from met) as ids,
  (select min(before)::bigint from met) as before`;
  const { rows } = await readRows(db, text, values);
  const [total, ids, before] = rows[0]!;
  return {
    totalRecords: Number(total),
    repositoryIds: idsIn(ids),
    offset: after === undefined ? offset - Number(before ?? 0) : 0,
  };
}
