import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Changes } from '../../store/stage-body.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Shown } from './next-page.ts';
import type { Place } from './walk.ts';
import type { Window } from './windows.ts';

interface Advance {
  /** The window that the page belongs to, with its step before the page. */
  window: Pick<Window, 'windowKey' | 'step'>;
  /** Where it stands after the page. */
  place: Place;
  changes: Changes;
  /** What the page tells of the length of the list. */
  shown?: Shown;
  /** GitHub's count of all rows, where the page tells it. */
  githubTotal?: number | null;
}

/** What a worker hears that was frozen while another one went on. */
export const takenOver = 'Another worker has taken over this walk.';

/**
 * Moves the stored cursor past a page, in that page's transaction.
 *
 * @returns rows stored so far
 * @throws Error when another worker has moved this walk on: then this one's transaction must not count
 */
export async function advanceWalk(
  db: PoolClient,
  { key, takeRequests, followers, noteStored }: ListSlice,
  advance: Advance,
): Promise<number> {
  const { window, place, changes, shown, githubTotal = null } = advance;
  const [row] = await runSql<{ rows_stored: number; pages: number }>(db, 'sync/advance_walk', {
    ...key,
    followers,
    window_key: window.windowKey,
    position: place.position,
    next_url: place.nextUrl,
    second_page: place.secondPage,
    second_pass: place.secondPass,
    second_changed: place.secondChanged,
    second_size: place.secondSize,
    oldest: place.oldest,
    expected_step: window.step,
    requests: takeRequests(),
    shown: shown?.rows ?? 0,
    last_row: shown?.lastRow ?? null,
    inserted: changes.inserted,
    updated: changes.updated,
    github_total: githubTotal,
  });
  if (!row) throw new Error(takenOver);
  noteStored({ rows: row.rows_stored, pages: row.pages });
  return row.rows_stored;
}
