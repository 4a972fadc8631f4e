import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** Rows that are in no page that comes. */
interface PassedRows {
  /** What lacks, by name. */
  gap: string;
  /** Time of the row beside them that was read; null: none was, or the list knows no times. */
  at: string | null;
  isNewestFirst: boolean;
}

/** Names rows that a walk passes by as a gap, in the transaction that moves it past them. @param error what GitHub answered */
export async function recordPassed(
  db: Db,
  { key, input }: ListSlice,
  { gap, at, isNewestFirst, error }: PassedRows & { error: Error },
): Promise<void> {
  await runSql(db, 'sync/record_passed', {
    ...key,
    gap,
    at,
    is_newest_first: isNewestFirst,
    reason: `${error.message} No page with these rows comes, not even one of a single row: they were passed by.`,
    wait_seconds: input.everyMs / 1000,
  });
}

/** The other bound of a gap: the first row behind it. */
export async function boundPassed(db: Db, { key }: ListSlice, { gap, at, isNewestFirst }: PassedRows): Promise<void> {
  if (at !== null) await runSql(db, 'sync/bound_passed', { ...key, gap, at, is_newest_first: isNewestFirst });
}

/** Whether the walk under way has passed rows by: then what it did not see need not be gone. */
export async function hasPassed(db: Db, { key }: ListSlice): Promise<boolean> {
  const [row] = await runSql<{ has_passed: boolean }>(db, 'sync/has_passed', key);
  return row?.has_passed ?? false;
}
