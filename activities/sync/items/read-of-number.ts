import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import type { Reply } from '../../github/ask.ts';
import { finishItem, makeFollowersStale } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { belowSubject } from '../../resource.ts';
import { wantLabelPeriods } from '../../store/stage-label-periods.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { recordUnread } from '../queue/record-unread.ts';
import { wantItems } from '../queue/want-items.ts';
import { refuteRowsOfNumber } from '../queue/refute-list.ts';
import { askPage, isReadableBehind } from '../slice/ask-page.ts';
import { noList } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { pageAt, rowOfPage, sizedPage } from '../slice/numbered-page.ts';
import { createPageSizes } from '../slice/page-sizes.ts';
import { storePage } from '../../store/store-page.ts';

/** Rows of its pages. */
const mostRows = 100;
const gone = ['missing', 'gone', 'disabled'];

/**
 * Reads all rows of one issue, pull request or team; those that GitHub does not show any more are marked with the last page. A row that
 * is in no page that comes is passed by, and is a gap: then none is marked. People who are not shown are looked at first.
 *
 * @param item `{what}/{number}`
 */
export async function readOfNumber(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { list, subject } = slice;
  const number = item.item.slice(item.item.indexOf('/') + 1);
  if (!list.ofNumberPath) throw new Error(`${slice.key.resource} cannot be asked for by number.`);
  // Of this number alone: one that is heavy says nothing of the others.
  const sizes = createPageSizes(mostRows, null);
  const seen: string[] = [];
  const passed: number[] = [];
  let why: Error | null = null;
  let url = belowSubject(slice.urls, list.ofNumberPath(number, subject));
  const known = list.isEtagKeptOfNumber ? { etag: item.etag ?? null, etagKey: item.etagKey ?? null } : {};
  let changed = 0;
  for (let pages = 1; ; pages += 1) {
    const at = url;
    const asked = await askPage(slice, {
      sizes,
      urlOf: (size) => sizedPage(at, size),
      priority: slice.isFirstLoad ? 'load' : 'cycle',
      ...(pages === 1 ? known : {}),
    });
    if (asked.kind === 'limited') return asked;
    if (asked.kind === 'other') return notGiven(slice, item, asked.reply, { changed, pages });
    if (pages > 1000) throw new TransportError(`GitHub never ends the pages of ${url}.`);
    if (asked.kind === 'too-small') throw asked.error;
    if (asked.kind === 'unreadable') {
      const row = rowOfPage(url);
      if (!(await isReadableBehind(slice, (rows) => pageAt(at, row + rows, 1)))) throw asked.error;
      passed.push(row + 1);
      why = asked.error;
      url = pageAt(url, row + 1, 1);
      continue;
    }
    const { page, reply } = asked;
    seen.push(...page.ids);
    const answeredAt = new Date(reply.answer.date).toISOString();
    const isWhole = page.next === null && why === null;
    const limit = isWhole ? await refuteRowsOfNumber(slice, { number, seen, answeredAt }) : null;
    if (limit) return { kind: 'limited', limit };
    changed += await storePage(slice.target, { stage: list.stage, page }, async (db, { inserted, updated }) => {
      if (page.next !== null) {
        if (inserted + updated > 0) await makeFollowersStale(slice, db);
        return inserted + updated;
      }
      const deleted = why ? 0 : await endAbsent(db, slice, { number, seen, answeredAt });
      if (deleted > 0 && list.stage.tellsLabels) await wantLabelPeriods(db, subject.id, [number]);
      const isOnePage = pages === 1 && why === null;
      const proof = { etag: isOnePage ? (reply.answer.headers.etag ?? null) : null, etagKey: reply.etagKey };
      const found = { inserted, updated, deleted, pages, isFilled: why === null };
      await finishItem(slice, db, item, list.isEtagKeptOfNumber ? { ...found, proof } : found);
      if (why)
        await recordUnread(db, slice, item, `${why.message} No page with row ${passed.join(', ')} of its list comes.`);
      return inserted + updated + deleted;
    });
    if (page.next === null) return { kind: 'read', changed };
    url = page.next;
  }
}

/** GitHub answers something else than a page of its rows. */
async function notGiven(
  slice: ListSlice,
  item: Item,
  reply: Reply,
  { changed, pages }: { changed: number; pages: number },
): Promise<ItemEnd> {
  const { verdict } = reply;
  if (verdict.kind === 'not-modified') return unchanged(slice, item);
  const isGone = verdict.kind === 'moved' || (verdict.kind === 'refused' && gone.includes(verdict.state));
  if (isGone) {
    // The issue itself is gone: that is for the issue list to tell, with all that hangs on it.
    const counts = { inserted: 0, updated: 0, deleted: 0, pages, isFilled: true };
    await inTransaction(slice.deps.db, (db) => finishItem(slice, db, item, counts));
    return { kind: 'read', changed };
  }
  if (verdict.kind === 'refused') return { kind: 'refused', state: verdict.state, reason: verdict.reason };
  throw noList(reply);
}

/** GitHub says that its rows are as they were (304). */
async function unchanged(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const proof = { etag: item.etag ?? null, etagKey: item.etagKey ?? null };
  const found = { inserted: 0, updated: 0, deleted: 0, pages: 0, isFilled: true, proof, isUnchanged: true };
  await inTransaction(slice.deps.db, (db) => finishItem(slice, db, item, found));
  return { kind: 'read', changed: 0 };
}

interface AbsentOfNumber {
  number: string;
  seen: string[];
  answeredAt: string;
}

/** @returns how many rows were marked; people are looked at before they are */
async function endAbsent(db: Db, slice: ListSlice, absent: AbsentOfNumber): Promise<number> {
  const { key, list } = slice;
  if (!list.people?.path) return markAbsent(db, slice, absent);
  const { number, seen, answeredAt } = absent;
  const values = { subject_id: key.subject_id, number, seen };
  const rows = await runSql<{ row_id: string }>(db, 'absent/rows_of_number', values, namesOfTable(list));
  const items = rows.map(({ row_id: id }) => `person/${number}/${id}`);
  await wantItems(db, slice, items, `not shown at ${answeredAt}`);
  return 0;
}

async function markAbsent(
  db: Db,
  { key, list }: ListSlice,
  { number, seen, answeredAt }: AbsentOfNumber,
): Promise<number> {
  const [row] = await runSql<{ deleted: number }>(
    db,
    'absent/mark_of_number',
    { subject_id: key.subject_id, number, seen, answered_at: answeredAt },
    namesOfTable(list),
  );
  return row?.deleted ?? 0;
}
