import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { beginning } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { wantItems } from '../queue/want-items.ts';
import { markGone } from '../queue/mark-gone.ts';
import type { Window } from './windows.ts';

interface EndedPass {
  window: Window;
  answeredAt: string;
  isOneAnswer?: boolean;
}

/**
 * Compares what a pass has seen with what is stored. Rows move between pages of a list, so one that was not shown is
 * looked at by itself before it counts as gone, unless the whole list came in one answer.
 */
export async function endPass(db: PoolClient, slice: ListSlice, pass: EndedPass): Promise<void> {
  const { list, input } = slice;
  const { repositoryId, resource } = input;
  const key = { repository_id: repositoryId };
  const { since, startedAt } = pass.window;
  if (list.order === 'commits') {
    await runSql(db, 'absent/commits_gone', { ...key, answered_at: pass.answeredAt });
  } else {
    const absent = await runSql<{ row_id: string }>(db, `absent/${resource}`, { ...key, started_at: startedAt, since });
    const ids = absent.map(({ row_id: id }) => id);
    const isProven = !list.rowPath || (pass.isOneAnswer && since === null && resource !== 'issues');
    if (isProven) await markGone(db, slice, ids, pass.answeredAt);
    else
      await wantItems(
        db,
        slice,
        ids.map((id) => `row/${id}`),
        `pass of ${pass.answeredAt}`,
      );
  }
  if (resource === 'issues') await wantMissingNumbers(db, slice, pass);
  const isOverAll = since === null || since === beginning(input.from);
  if (isOverAll) await runSql(db, 'sync/close_page_gaps', { ...key, resource, started_at: startedAt });
  await runSql(db, 'sync/end_pass', { ...key, resource });
  await runSql(db, 'sync/count_rows', { ...key, resources: [resource] });
}

// Asked once; again with each pass over everything, since spam that was hidden may come back with its old time.
async function wantMissingNumbers(db: PoolClient, slice: ListSlice, { window, answeredAt }: EndedPass): Promise<void> {
  const { repositoryId } = slice.input;
  const missing = await runSql<{ number: string }>(db, 'queue/missing_numbers', { repository_id: repositoryId });
  const version = window.since === null ? `pass of ${answeredAt}` : 'missing';
  await wantItems(
    db,
    slice,
    missing.map(({ number }) => `row/${number}`),
    version,
  );
}
