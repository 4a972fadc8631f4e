import type { PoolClient } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import { belowSubject } from '../../resource.ts';
import { cleanText } from '../../store/clean-text.ts';
import { readPage } from '../../store/page.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { storePage } from '../../store/store-page.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { ListSlice } from '../slice/list-slice.ts';

const gone = ['missing', 'gone', 'disabled'];

/**
 * Asks for a row by itself that does not say on which issue or pull request it hangs. One that does not say it then either is a
 * gap by its name.
 *
 * @param item `parent/{id}`
 */
export async function findParent(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { list } = slice;
  const id = item.item.slice('parent/'.length);
  if (!list.rowPath) throw new Error(`${slice.key.resource} has no rows of their own.`);
  const url = belowSubject(slice.urls, list.rowPath(id, slice.subject));
  const reply = await slice.ask({ url, priority: slice.isFirstLoad ? 'load' : 'cycle' });
  if (isLimited(reply)) return { kind: 'limited', limit: reply };
  const { verdict, answer } = reply;
  if (verdict.kind === 'ok') return shown(slice, item, id, answer);
  if (verdict.kind === 'moved' || (verdict.kind === 'refused' && gone.includes(verdict.state))) {
    return notShown(slice, item, id, answer);
  }
  if (verdict.kind === 'refused') return { kind: 'refused', state: verdict.state, reason: verdict.reason };
  throw new TransportError(`GitHub answered ${answer.status} to ${url}.`);
}

async function shown(slice: ListSlice, item: Item, id: string, answer: Answer): Promise<ItemEnd> {
  const { list } = slice;
  const row = parseAs(answer, 'a row', isObject);
  if (String(row[list.idMember]) !== id) {
    throw new TransportError(`GitHub answered with another row than ${id} of ${slice.key.resource}.`);
  }
  const page = { ...readPage({ ...answer, text: `[${answer.text}]` }, list), answer, json: cleanText(answer.text) };
  const changed = await storePage(slice.target, { stage: list.stage, page }, async (db, { inserted, updated }) => {
    await finishItem(slice, db, item, { inserted, updated, deleted: 0, pages: 1, isFilled: true });
    await noteParentless(db, slice, { id, answer });
    return inserted + updated;
  });
  return { kind: 'read', changed };
}

/** Its list shows it, and it is not there by itself: that says nothing of the row. */
async function notShown(slice: ListSlice, item: Item, id: string, answer: Answer): Promise<ItemEnd> {
  const { deps, subject, key } = slice;
  await inTransaction(deps.db, async (db) => {
    const json = cleanText(answer.text);
    await storeAnswer(db, { subject, resource: key.resource, answer, json, stage: null });
    await finishItem(slice, db, item, { inserted: 0, updated: 0, deleted: 0, pages: 0, isFilled: true });
    await noteParentless(db, slice, { id, answer });
  });
  return { kind: 'read', changed: 0 };
}

async function noteParentless(
  db: PoolClient,
  { key, list }: ListSlice,
  { id, answer }: { id: string; answer: Answer },
): Promise<void> {
  const reason = `GitHub shows it without the issue or pull request that it hangs on, in its list and by itself (${answer.status}).`;
  const found = { ...key, row_id: id, reason, found_at: new Date(answer.date).toISOString() };
  await runSql(db, 'sync/note_parentless', found, namesOfTable(list));
}
