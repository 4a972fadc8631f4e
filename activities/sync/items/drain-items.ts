import type { PoolClient } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Limited } from '../../github/ask.ts';
import type { Item } from '../queue/finish-item.ts';
import { askTotal, isLimitedTotal } from '../slice/ask-total.ts';
import { fillQueues } from '../queue/fill-queue.ts';
import { itemsGap, noteItemsGap } from '../queue/note-items-gap.ts';
import { wantUnread } from '../queue/record-unread.ts';
import { sliceBounds } from '../slice/bounds.ts';
import { nextLookMs } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { Outcome } from '../slice/outcome.ts';
import { refreshDueLabelHistory } from '../labels/refresh-label-history.ts';
import { findBulk } from './read-in-bulk.ts';
import type { Bulk } from './read-in-bulk.ts';
import { readItems } from './read-items.ts';
import { searchParents, settleParents } from './search-parents.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import type { Resource, State } from '../../../workflows/contract.ts';
import { countRows } from '../../count-rows.ts';

const batchSize = 200;

type Done = Extract<Outcome, { kind: 'done' }>;

/**
 * Asks for the single things of a resource that its list does not tell: reviews of a pull request, an issue whose number
 * is missing. What is due is in Postgres; while anything is, a gap says so and no month is complete.
 *
 * @param read how the list was read just now; null: it was read before, and only single things were left
 */
export async function drainItems(slice: ListSlice, read: Done | null): Promise<Outcome> {
  const { list, row } = slice;
  if (read !== null) await want(slice);
  const before = read ?? { changed: 0, rows: row.rowsStored, state: 'ok' as const };
  const drained = await drainAll(slice);
  const changed = before.changed + drained.changed;
  switch (drained.kind) {
    case 'idle':
      if (read === null || list.order === 'items') break;
      // The slice before may have ended with its last thing.
      await runSql(slice.deps.db, 'sync/close_gap', { ...slice.key, gap: itemsGap });
      return read;
    case 'more':
      return { kind: 'more', changed, rows: before.rows };
    case 'limited':
      return limitedOutcome(slice, drained.limit, changed, before.rows);
    case 'refused':
      return refusedOutcome(slice, drained, changed, before.rows);
  }
  if (list.labelHistory === 'events') await refreshDueLabelHistory(slice.deps.db, slice.subject.id);
  if (drained.changed > 0) await countAnew(slice);
  const rows = await finishItems(slice);
  return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
}

async function want(slice: ListSlice): Promise<void> {
  const { row, list, deps, key } = slice;
  await inTransaction(deps.db, async (db) => {
    if (list.isOfNumber) await runSql(db, 'sync/want_parents', key, namesOfTable(list));
    await fillQueues(db, slice);
    await wantUnread(db, slice);
    // Of a list the walk has taken the mark that it answers, and no newer one.
    if (row.staleSince === null || list.order !== 'items') return;
    await runSql(db, 'sync/consume_stale', { ...key, stale_since: row.staleSince });
  });
}

type Drained = { changed: number } & (
  | { kind: 'idle' }
  | { kind: 'drained' }
  | { kind: 'more' }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; state: State; reason: string }
);

const isThrough = ({ kind }: Drained) => kind === 'idle' || kind === 'drained';

/** What is due, and then what rows make due that hang on nothing that is known. */
async function drainAll(slice: ListSlice): Promise<Drained> {
  let drained = await drain(slice);
  if (!slice.list.isOfNumber) return drained;
  for (let search = 1; search <= 2 && isThrough(drained); search += 1) {
    await searchParents(slice);
    const searched = await drain(slice);
    const changed = drained.changed + searched.changed;
    drained = searched.kind === 'idle' ? { ...drained, changed } : { ...searched, changed };
    if (isThrough(drained) && !(await settleParents(slice))) break;
  }
  return drained;
}

async function drain(slice: ListSlice): Promise<Drained> {
  const deadline = Date.now() + sliceBounds.mostMs;
  let changed = 0;
  let bulk: Bulk | null = null;
  for (let round = 0; ; round += 1) {
    const due = await dueItems(slice);
    if (due.items.length === 0) return { kind: round === 0 ? 'idle' : 'drained', changed };
    if (round === 0) {
      const reason = `${due.total} single things that the list does not tell are still to be asked for.`;
      await noteItemsGap(slice.deps.db, slice, reason);
    }
    bulk ??= await findBulk(slice, due.items);
    const read = await readItems(slice, bulk, { items: due.items, deadline });
    changed += read.changed;
    if (read.stop) return { ...read.stop, changed };
    if (Date.now() >= deadline) return { kind: 'more', changed };
  }
}

async function dueItems({ deps, key }: ListSlice): Promise<{ items: Item[]; total: number }> {
  const items = await runSql<Item & { due: number }>(deps.db, 'sync/due_items', {
    ...key,
    most: batchSize,
  });
  return { items, total: items[0]?.due ?? 0 };
}

/** Rows that were found gone may have been counted when GitHub was asked last: they would be told as missing. */
async function countAnew(slice: ListSlice): Promise<void> {
  const { list, deps, key } = slice;
  if (!list.hasTotal) return;
  const [row] = await runSql<{ lacks_rows: boolean }>(deps.db, 'sync/lacks_rows', key);
  if (!row?.lacks_rows) return;
  const total = await askTotal(slice);
  if (!isLimitedTotal(total)) await runSql(deps.db, 'sync/record_total', { ...key, github_total: total });
}

async function finishItems(slice: ListSlice): Promise<number> {
  const { deps, takeRequests, key, list, subject } = slice;
  return inTransaction(deps.db, async (db) => {
    await runSql(db, 'raw/share_subject', { subject_kind: subject.kind, subject_id: subject.id });
    await runSql(db, 'sync/close_gap', { ...key, gap: itemsGap });
    if (list.endGone) await runSql(db, list.endGone, { owner_id: subject.id });
    await countRows(db, key, list);
    await runSql(db, 'sync/settle_gap', { ...key, found_at: null });
    if (list.completeWith) await proveCompleteWith(db, slice, list.completeWith);
    const [row] = await runSql<{ rows_stored: number }>(db, 'sync/finish_items', {
      ...key,
      wait_seconds: nextLookMs(slice) / 1000,
      requests: takeRequests(),
    });
    return row?.rows_stored ?? 0;
  });
}

/** Single things are complete as far as the list is that tells them. */
async function proveCompleteWith(db: PoolClient, { key }: ListSlice, list: Resource): Promise<void> {
  const ownProof = { begin_at: null, bound_at: null, answered_at: null, lag_seconds: null };
  await runSql(db, 'sync/prove_complete', { ...key, ...ownProof, complete_with: list });
}
