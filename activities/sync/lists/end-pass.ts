import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { countRows } from '../../count-rows.ts';
import { markGone } from '../queue/mark-gone.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { wantItems } from '../queue/want-items.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Window } from './windows.ts';

interface EndedPass {
  window: Window;
  /** From when on it tells what is absent; null: from the beginning. */
  since: string | null;
  answeredAt: string;
  isOneAnswer?: boolean;
}

/**
 * Compares what a pass has seen with what is stored. Rows move between pages of a list, so one that was not shown is
 * looked at by itself before it counts as gone, unless the whole list came in one answer.
 */
export async function endPass(db: PoolClient, slice: ListSlice, pass: EndedPass): Promise<void> {
  const { list, key, begin } = slice;
  const { since, answeredAt } = pass;
  const { startedAt } = pass.window;
  if (list.absent === 'branch') await runSql(db, 'absent/branch_left', { ...key, answered_at: answeredAt });
  else await compareRows(db, slice, pass);
  if (list.absent === 'numbered') await wantMissingNumbers(db, slice, pass);
  const isOverAll = since === null || since === begin;
  if (isOverAll) await runSql(db, 'sync/close_page_gaps', { ...key, started_at: startedAt });
  await runSql(db, 'sync/end_pass', key);
  await countRows(db, key, list);
}

async function compareRows(db: PoolClient, slice: ListSlice, pass: EndedPass): Promise<void> {
  const { list, key } = slice;
  const { since, answeredAt } = pass;
  const bounds = { ...key, since };
  const absent =
    list.absent === 'week'
      ? await runSql<{ row_id: string }>(db, 'absent/weeks', bounds)
      : await runSql<{ row_id: string }>(
          db,
          'absent/rows',
          { ...bounds, started_at: pass.window.startedAt },
          namesOfTable(list),
        );
  const ids = absent.map(({ row_id: id }) => id);
  const isProven = !list.rowPath || (pass.isOneAnswer && since === null && list.absent !== 'numbered');
  if (isProven) {
    await markGone(db, slice, ids, answeredAt);
    return;
  }
  const items = ids.map((id) => `row/${id}`);
  await wantItems(db, slice, items, versionOfPass());
}

/**
 * A pass of its own: what it did not show is looked at again, also when another pass ended within the same second of
 * GitHub's.
 */
const versionOfPass = () => `pass of ${new Date().toISOString()}`;

// Asked once; again with each pass over everything, since spam that was hidden may come back with its old time.
async function wantMissingNumbers(db: PoolClient, slice: ListSlice, { since }: EndedPass): Promise<void> {
  const { key } = slice;
  const missing = await runSql<{ number: string }>(db, 'queue/missing_numbers', { repository_id: key.subject_id });
  const version = since === null ? versionOfPass() : 'missing';
  await wantItems(
    db,
    slice,
    missing.map(({ number }) => `row/${number}`),
    version,
  );
}
