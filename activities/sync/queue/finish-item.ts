import type { State } from '../../../workflows/contract.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Limited } from '../../github/ask.ts';
import type { Changes } from '../../store/stage-body.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** A single thing to ask for. */
export interface Item {
  item: string;
  /** What it is asked for; a newer version that comes up meanwhile stays due. */
  version: string;
  /** What proves that its list is as it was read last. */
  etag?: string | null;
  etagKey?: string | null;
}

/** How one thing was answered; a limit or a refusal of the whole resource ends the slice. */
export type ItemEnd =
  | { kind: 'read'; changed: number }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; state: State; reason: string };

/** What was found of one thing: rows that are new, different, gone. */
export interface Found {
  inserted: number;
  updated: number;
  deleted: number;
  pages: number;
  /** It lacks nothing any more. */
  isFilled: boolean;
  /** What proves its list unchanged from now on; absent: nothing does. */
  proof?: { etag: string | null; etagKey: string | null };
  /** GitHub said that its list is as it was (304). */
  isUnchanged?: boolean;
}

/** Notes in the transaction of its rows that one thing was asked for; what follows the resource is stale where they changed. */
export function finishItem(slice: ListSlice, db: Db, item: Item, found: Found): Promise<void> {
  return finish(slice, db, [item], found);
}

/** The same of many things that one answer told; of none where the answer is but a part of what was asked. */
export function finishReadItems(slice: ListSlice, db: Db, items: readonly Item[], changes: Changes): Promise<void> {
  return finish(slice, db, items, { ...changes, deleted: 0, pages: 1, isFilled: true });
}

async function finish(
  slice: ListSlice,
  db: Db,
  items: readonly Item[],
  { inserted, updated, deleted, pages, isFilled, proof, isUnchanged = false }: Found,
): Promise<void> {
  const { key, takeRequests, noteStored } = slice;
  if (inserted + updated + deleted > 0) await makeFollowersStale(slice, db);
  const counts = { inserted, deleted, pages, is_filled: isFilled, requests: takeRequests() };
  const { etag = null, etagKey = null } = proof ?? {};
  const [row] = await runSql<{ rows_stored: number; pages: number }>(db, 'sync/finish_item', {
    ...key,
    items: items.map(({ item }) => item),
    versions: items.map(({ version }) => version),
    ...counts,
    etag,
    etag_key: etagKey,
    is_unchanged: isUnchanged,
  });
  if (row) noteStored({ rows: row.rows_stored, pages: row.pages });
}

/** Before the transaction touches the resource's own row. */
export async function makeFollowersStale({ key, followers }: ListSlice, db: Db): Promise<void> {
  if (followers.length > 0) await runSql(db, 'sync/make_stale', { ...key, followers });
}
