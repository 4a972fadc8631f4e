import type { Db } from '../../../sql/query.ts';
import { readRows } from '../read-rows.ts';
import type { Statement } from '../report-statement.ts';

/** How many rows of a list one repository has: at least one. */
export interface RepositoryRows {
  /** GitHub's id. */
  id: string;
  rows: number;
}

export interface CountsWanted {
  /** Gives `repository_id`, `repository` and `rows`. */
  counted: Statement;
  isReversed: boolean;
  /** `repository` and `repository_id` of a row: its repository and those behind it. */
  from?: readonly [string | null, string | null] | undefined;
}

/** Counts the rows of each repository, in the order of the list. */
export async function countInOrder(db: Db, { counted, isReversed, from }: CountsWanted): Promise<RepositoryRows[]> {
  const values = [...counted.values];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const [direction, sign] = isReversed ? [' desc', '<='] : ['', '>='];
  const begin =
    from === undefined
      ? ''
      : `\n  and (repository, repository_id) ${sign} (${bind(from[0])}::text, ${bind(from[1])}::bigint)`;
  const text = `select repository_id, rows
from (
${counted.text}
) as counted
where rows > 0${begin}
order by repository${direction}, repository_id${direction}`;
  const { rows } = await readRows(db, text, values);
  return rows.map(([id, count]) => ({ id: id!, rows: Number(count) }));
}
