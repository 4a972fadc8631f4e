import { runSql } from '../../../sql/query.ts';
import { inTransaction } from '../../../sql/db.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import { belowSubject } from '../../resource.ts';
import { cleanText } from '../../store/clean-text.ts';
import { readPage } from '../../store/page.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { storePage } from '../../store/store-page.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { markGone } from '../queue/mark-gone.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { followTransfer } from './follow-transfer.ts';
import { markIssueGone } from './mark-issue-gone.ts';
import type { Absence } from './mark-issue-gone.ts';

/**
 * Looks at one row that a list did not show: it moved between two pages, or it was deleted, transferred or hidden.
 *
 * @param item `row/{key}`, the key as `sql/absent/` gives it
 */
export async function lookAtRow(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { list } = slice;
  const key = item.item.slice('row/'.length);
  if (!list.rowPath) throw new Error(`${slice.key.resource} has no rows of their own.`);
  const url = belowSubject(slice.urls, list.rowPath(await pathKey(slice, key)));
  const reply = await slice.ask({ url, priority: slice.isFirstLoad ? 'load' : 'cycle' });
  if (isLimited(reply)) return { kind: 'limited', limit: reply };
  const { verdict, answer } = reply;
  switch (verdict.kind) {
    case 'ok':
      return shown(slice, item, key, answer);
    case 'moved':
      return moved(slice, item, key, answer, verdict.location);
    case 'refused':
      if (verdict.state === 'gone') return absent(slice, item, key, answer, { deletion: 'deleted' });
      if (verdict.state === 'missing') return absent(slice, item, key, answer, { deletion: 'hidden' });
      if (list.isElsewhere) return absent(slice, item, key, answer, { deletion: 'hidden' });
      return { kind: 'refused', state: verdict.state, reason: verdict.reason };
    default:
      throw new TransportError(`GitHub answered ${answer.status} to ${url}.`);
  }
}

/** Whether a row's address is made of its name, which another row may have taken. */
const isNamed = ({ list }: ListSlice) => list.tables[0]?.nameColumn !== undefined;

// GitHub names such a row by its name, which our row knows.
async function pathKey(slice: ListSlice, key: string): Promise<string> {
  if (!isNamed(slice)) return key;
  const values = { subject_id: slice.key.subject_id, row_id: key };
  const [row] = await runSql<{ name: string }>(slice.deps.db, 'absent/row_name', values, namesOfTable(slice.list));
  return row?.name ?? key;
}

async function shown(slice: ListSlice, item: Item, key: string, answer: Answer): Promise<ItemEnd> {
  const { list, subject } = slice;
  const row = parseAs(answer, 'a row', isObject);
  // The same address may tell of another row by now: a label made anew, a name taken over.
  const isSame = [row[list.idMember], row.number].some((name) => String(name) === key);
  if (!isSame && !isNamed(slice)) {
    throw new TransportError(`GitHub answered with another row than ${item.item} of ${slice.key.resource}.`);
  }
  const page = readPage({ ...answer, text: `[${answer.text}]` }, list);
  const stored = { ...page, answer, json: cleanText(answer.text) };
  const changed = await storePage(
    slice.target,
    { stage: list.stage, page: stored },
    async (db, { inserted, updated }) => {
      if (!isSame) await markGone(db, slice, [key], new Date(answer.date).toISOString());
      if (list.absent === 'numbered') await runSql(db, 'absent/issues_returned', { repository_id: subject.id });
      await finishItem(slice, db, item, { inserted, deleted: 0, pages: 1 });
      return inserted + updated;
    },
  );
  return { kind: 'read', changed };
}

async function moved(slice: ListSlice, item: Item, key: string, answer: Answer, location: string): Promise<ItemEnd> {
  if (slice.list.absent !== 'numbered') throw new TransportError(`GitHub redirected a row of ${slice.key.resource}.`);
  const transfer = await followTransfer(slice, location);
  if (isLimitedTransfer(transfer)) return { kind: 'limited', limit: transfer };
  return absent(slice, item, key, answer, { deletion: 'transferred', transfer });
}

function isLimitedTransfer(transfer: Awaited<ReturnType<typeof followTransfer>>): transfer is Limited {
  return 'until' in transfer;
}

async function absent(slice: ListSlice, item: Item, key: string, answer: Answer, why: Absence): Promise<ItemEnd> {
  const { deps, subject, list } = slice;
  const { resource } = slice.key;
  const isIssue = list.absent === 'numbered';
  const changed = await inTransaction(deps.db, async (db) => {
    if (isIssue) await runSql(db, 'stage/lock_label_periods', { repository_id: subject.id });
    const json = cleanText(answer.text);
    const { answeredAt } = await storeAnswer(db, { subject, resource, answer, json, stage: null });
    const deleted = isIssue
      ? await markIssueGone(db, slice, { number: key, answer, answeredAt, ...why })
      : await markGone(db, slice, [key], answeredAt);
    await finishItem(slice, db, item, { inserted: 0, deleted, pages: 0 });
    return deleted;
  });
  return { kind: 'read', changed };
}
