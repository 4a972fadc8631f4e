import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Reply } from '../../github/ask.ts';
import { wantUnderivedLabels } from '../labels/keep-label-history.ts';
import { nextLookMs } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';

/** GitHub says that a list is as it was (304): it is complete up to now. */
export async function proveUnchanged(slice: ListSlice, { answer }: Reply): Promise<Outcome> {
  const { input, row, key, list, deps } = slice;
  const answeredAt = new Date(answer.date).toISOString();
  await inTransaction(deps.db, async (db) => {
    await runSql(db, 'sync/prove_unchanged', {
      ...key,
      answered_at: answeredAt,
      lag_seconds: input.lagMs / 1000,
      wait_seconds: nextLookMs(slice) / 1000,
      requests: slice.takeRequests(),
      stale_since: row.staleSince,
    });
    if (list.labelHistory === 'events') await wantUnderivedLabels(db, slice, `unchanged at ${answeredAt}`);
  });
  return { kind: 'done', state: row.rowsStored === 0 ? 'empty' : 'ok', changed: 0, rows: row.rowsStored };
}
