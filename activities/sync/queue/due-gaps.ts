import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** A gap of rows that a walk passed by; times as GitHub writes them, null where that bound is not known. */
export interface DueGap {
  gap: string;
  since: string | null;
  until: string | null;
}

/** Gaps that walks have left and that are to be tried again now, oldest rows first. */
export async function dueGaps({ deps, key, row, input }: ListSlice): Promise<DueGap[]> {
  if (!row.hasGapsToTry) return [];
  return runSql<DueGap & Record<string, unknown>>(deps.db, 'sync/due_gaps', { ...key, is_urgent: input.isUrgent });
}

/** Notes with a walk that begins that it tries these gaps: in vain, the next time comes later. */
export async function tryGaps(db: Db, { key, input }: ListSlice, gaps: readonly DueGap[]): Promise<void> {
  if (gaps.length === 0) return;
  const names = gaps.map(({ gap }) => gap);
  await runSql(db, 'sync/try_gaps', { ...key, gaps: names, wait_seconds: input.everyMs / 1000 });
}
