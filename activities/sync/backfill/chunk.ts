import type { PoolClient } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { readClock } from '../../../sql/read-clock.ts';
import { runSql } from '../../../sql/query.ts';
import { afterWalk } from '../labels/after-walk.ts';
import { advancedBy } from './things-of.ts';
import { takenOver } from '../lists/advance-walk.ts';
import { openWindow, readChunkWindow } from '../lists/windows.ts';
import type { Window } from '../lists/windows.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Missing, Range } from './next-range.ts';

/** A chunk under way, with its cursor. */
export interface Chunk {
  range: Range;
  window: Window;
}

/**
 * The chunk under way where it is the newest part of what is missing; one that is not any more, after another backfill or another
 * load, is given up.
 */
export async function readChunk(slice: ListSlice, missing: Missing): Promise<Chunk | null> {
  const window = await readChunkWindow(slice.deps.db, slice);
  if (!window) return null;
  const { since, until } = window;
  const isWanted = until === missing.until && (missing.floor === null || (since !== null && since >= missing.floor));
  if (isWanted) return { range: { since, until }, window };
  await dropChunk(slice);
  return null;
}

export async function dropChunk({ deps, key }: ListSlice): Promise<void> {
  await runSql(deps.db, 'sync/drop_chunk', key);
}

/** Begins a chunk. @param headSha commits: from where the branch is read */
export async function beginChunk(
  { deps, key }: ListSlice,
  { since, until }: Range,
  headSha: string | null,
): Promise<Chunk> {
  const startedAt = (await readClock(deps.db)).toISOString();
  await runSql(deps.db, 'sync/begin_chunk', { ...key, since, until, head_sha: headSha, started_at: startedAt });
  const window = openWindow(startedAt, {
    windowKey: 'backfill',
    purpose: 'backfill',
    beginAt: since,
    since,
    until,
    isPass: false,
    headSha,
  });
  return { range: { since, until }, window };
}

export interface FinishedChunk {
  /** Rows that GitHub showed, and those that were new or newer. */
  rows: number;
  changed: number;
}

/**
 * Ends a chunk in one transaction: its range is an island, which joins what is complete where it is contiguous with it.
 *
 * @param isLast nothing more is wanted before it
 * @throws Error when another worker has moved it on: then this one's transaction must not count
 */
export async function finishChunk(
  slice: ListSlice,
  { range, window }: Chunk,
  { isLast, within }: { isLast: boolean; within?: (db: PoolClient) => Promise<void> },
): Promise<FinishedChunk> {
  const { key, list, deps } = slice;
  const labels = afterWalk(slice, window);
  return inTransaction(deps.db, async (db) => {
    const [walk] = await runSql<{ rows: number; changed: number }>(db, 'sync/finish_chunk', {
      ...key,
      expected_step: window.step,
      things: advancedBy(key.resource),
    });
    if (!walk) throw new Error(takenOver);
    await runSql(db, 'sync/add_island', { ...key, since_at: range.since, until_at: range.until });
    await runSql(db, 'sync/join_islands', key);
    if (list.isOfNumber) await runSql(db, 'sync/want_parents', key, namesOfTable(list));
    await within?.(db);
    // It looks at every event of the repository, so once is enough.
    if (isLast) await labels.within(db, walk.changed);
    return walk;
  });
}
