import { inTransaction } from '../../../sql/db.ts';
import { readClock } from '../../../sql/read-clock.ts';
import type { DueGap } from '../queue/due-gaps.ts';
import { tryGaps } from '../queue/due-gaps.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { secondBefore } from './walk.ts';
import { beginWindow, openWindow } from './windows.ts';
import type { Window } from './windows.ts';

const windowKey = 'gap';

/** Whether the walk under way reads what an earlier one had to pass by. */
export function isGapWalk([window]: readonly Window[]): boolean {
  return window?.windowKey === windowKey;
}

/** Begins a walk from one bound of a gap to the other; what is stored beyond is as complete as it was. */
export async function openGapWalk(slice: ListSlice, gap: DueGap): Promise<Window> {
  const since = gap.since === null ? slice.begin : secondBefore(gap.since);
  const startedAt = (await readClock(slice.deps.db)).toISOString();
  const window = openWindow(startedAt, {
    windowKey,
    purpose: 'follow',
    beginAt: since,
    since,
    until: gap.until,
    isPass: false,
  });
  await inTransaction(slice.deps.db, async (db) => {
    await beginWindow(db, slice, window, { etag: null, etagKey: null });
    await tryGaps(db, slice, [gap]);
  });
  return window;
}
