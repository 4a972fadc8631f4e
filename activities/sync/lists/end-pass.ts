import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { countRows } from '../../count-rows.ts';
import { markGone } from '../queue/mark-gone.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { hasPassed } from '../queue/pass-rows.ts';
import { isFarFewer } from '../queue/refute-list.ts';
import { wantItems } from '../queue/want-items.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Window } from './windows.ts';

interface EndedPass {
  window: Window;
  /** From when on it tells what is absent; null: from the beginning. */
  since: string | null;
  answeredAt: string;
  isOneAnswer?: boolean;
  /** GitHub's own count of the list; null: nobody knows. */
  githubTotal: number | null;
}

/**
 * Compares what a pass has seen with what is stored. Rows move between pages of a list, so one that was not shown is
 * looked at by itself before it counts as gone, unless the whole list came in one answer and lacks a few alone that live nowhere else.
 */
export async function endPass(db: PoolClient, slice: ListSlice, pass: EndedPass): Promise<void> {
  const { list, key, begin } = slice;
  const { since, answeredAt } = pass;
  const { startedAt } = pass.window;
  // What can be looked at by itself is; of anything else that was not seen nobody knows where rows were passed by.
  const isTelling = list.rowPath !== undefined || list.people?.path !== undefined || !(await hasPassed(db, slice));
  if (isTelling && list.absent === 'branch') {
    await runSql(db, 'absent/branch_left', { ...key, answered_at: answeredAt, begin_at: begin });
  } else if (isTelling) await compareRows(db, slice, pass);
  const stored = await countRows(db, key, list);
  // Of a list that begins at a date nearly all numbers before it are missing, and none of them is.
  if (list.absent === 'numbered' && begin === null) {
    await wantMissingNumbers(db, slice, { isAgain: since === null && stored !== pass.githubTotal });
  }
  const isOverAll = since === null || since === begin;
  if (isOverAll) await runSql(db, 'sync/close_page_gaps', { ...key, started_at: startedAt });
  await runSql(db, 'sync/end_pass', key);
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
  const isWhole = pass.isOneAnswer && since === null && list.absent !== 'numbered';
  const isFar = isFarFewer({ stored: slice.row.rowsStored, missing: ids.length });
  if (list.people?.path) {
    // A list that leaves somebody out may be a stranger's: they are always looked at.
    await wantItems(
      db,
      slice,
      ids.map((id) => `person/${id}`),
      versionOfPass(),
    );
    return;
  }
  // One that may live elsewhere by now tells where when it is looked at.
  const isProven = !list.rowPath || (isWhole && !isFar && !list.isOfSubject);
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

// Asked once; again with a pass over everything, since spam that was hidden may come back with its old time: then GitHub counts more
// than is stored.
async function wantMissingNumbers(db: PoolClient, slice: ListSlice, { isAgain }: { isAgain: boolean }): Promise<void> {
  const { key } = slice;
  const missing = await runSql<{ number: string }>(db, 'queue/missing_numbers', {
    repository_id: key.subject_id,
    is_again: isAgain,
  });
  const items = missing.map(({ number }) => `row/${number}`);
  await wantItems(db, slice, items, versionOfPass());
}
