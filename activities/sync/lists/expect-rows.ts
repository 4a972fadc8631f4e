import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Reply } from '../../github/ask.ts';
import { lastPage } from '../../github/link.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { rowCap } from '../slice/ask-total.ts';

/**
 * How many rows a list of numbered pages will have given at its end. A branch goes to its first commit; other lists end at a cap.
 *
 * @param reply a page of the whole list
 * @returns null where it does not tell
 */
export function rowsOfPages({ list, begin }: ListSlice, { answer }: Reply): number | null {
  const last = lastPage(answer.headers.link);
  const size = Number(new URL(answer.url).searchParams.get('per_page'));
  if (last === null || begin !== null || !(size > 0)) return null;
  return list.isCapped && list.order !== 'commits' ? Math.min(last * size, rowCap) : last * size;
}

/** Writes down how many rows a walk will have read, as it begins; null: nobody knows. */
export async function expectRows(db: PoolClient, { key }: ListSlice, rows: number | null): Promise<void> {
  await runSql(db, 'sync/expect_rows', { ...key, rows_expected: rows });
}
