import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Changes } from '../../store/stage-body.ts';
import type { Slice } from '../slice/slice.ts';
import type { Place } from './walk.ts';
import type { Window } from './windows.ts';

interface Advance {
  /** The window that the page belongs to, with its step before the page. */
  window: Pick<Window, 'windowKey' | 'step'>;
  /** Where it stands after the page. */
  place: Place;
  changes: Changes;
  /** GitHub's count of all rows, where the page tells it. */
  githubTotal?: number | null;
}

/**
 * Moves the stored cursor past a page, in that page's transaction.
 *
 * @returns rows stored so far
 * @throws Error when another worker has moved this walk on: then this one's transaction must not count
 */
export async function advanceWalk(db: PoolClient, { key, takeRequests }: Slice, advance: Advance): Promise<number> {
  const { window, place, changes, githubTotal = null } = advance;
  const [row] = await runSql<{ rows_stored: number }>(db, 'sync/advance_walk', {
    ...key,
    window_key: window.windowKey,
    position: place.position,
    next_url: place.nextUrl,
    second_page: place.secondPage,
    second_pass: place.secondPass,
    second_changed: place.secondChanged,
    expected_step: window.step,
    requests: takeRequests(),
    inserted: changes.inserted,
    updated: changes.updated,
    github_total: githubTotal,
  });
  if (!row) throw new Error('Another worker has taken over this walk.');
  return row.rows_stored;
}
