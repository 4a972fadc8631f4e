import { runSql } from '../../../sql/query.ts';
import { inTransaction } from '../../../sql/db.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import { cleanText } from '../../store/clean-text.ts';
import { readPage } from '../../store/page.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { storePage } from '../../store/store-page.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { markGone } from '../queue/mark-gone.ts';
import { isNamed, rowUrl } from '../queue/row-url.ts';
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
  const url = await rowUrl(slice, key);
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
      const deleted = isSame ? 0 : await markGone(db, slice, [key], new Date(answer.date).toISOString());
      if (list.absent === 'numbered') await runSql(db, 'absent/issues_returned', { repository_id: subject.id });
      await finishItem(slice, db, item, { inserted, updated, deleted, pages: 1, isFilled: true });
      return inserted + updated + deleted;
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
  return 'cause' in transfer;
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
    await finishItem(slice, db, item, { inserted: 0, updated: 0, deleted, pages: 0, isFilled: true });
    return deleted;
  });
  return { kind: 'read', changed };
}
