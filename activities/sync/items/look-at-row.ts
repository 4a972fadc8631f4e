import type { PoolClient } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { errorMessage, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import { cleanText } from '../../store/clean-text.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { markGone } from '../queue/mark-gone.ts';
import { followTransfer } from './follow-transfer.ts';
import type { Transfer } from './follow-transfer.ts';
import { belowRepository } from '../../list-resources.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { readPage } from '../../store/page.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { storePage } from '../../store/store-page.ts';

type Deletion = 'deleted' | 'hidden' | 'transferred';

/**
 * Looks at one row that a list did not show: it moved between two pages, or it was deleted, transferred or hidden.
 *
 * @param item `row/{key}`, the key as `sql/absent/` gives it
 */
export async function lookAtRow(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { list } = slice;
  const key = item.item.slice('row/'.length);
  if (!list.rowPath) throw new Error(`${list.resource} has no rows of their own.`);
  const url = belowRepository(slice.urls, list.rowPath(await pathKey(slice, key)));
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
      // A fork is another repository: that it is blocked says nothing of this one.
      if (list.resource === 'forks') return absent(slice, item, key, answer, { deletion: 'hidden' });
      return { kind: 'refused', state: verdict.state, reason: verdict.reason };
    default:
      throw new TransportError(`GitHub answered ${answer.status} to ${url}.`);
  }
}

// GitHub names a label by its name, which our row knows.
async function pathKey({ deps, input }: ListSlice, key: string): Promise<string> {
  if (input.resource !== 'labels') return key;
  const [label] = await runSql<{ name: string }>(deps.db, 'absent/label_name', {
    repository_id: input.repositoryId,
    label_id: key,
  });
  return label?.name ?? key;
}

async function shown(slice: ListSlice, item: Item, key: string, answer: Answer): Promise<ItemEnd> {
  const { list, input } = slice;
  const row = parse(answer);
  // The same address may tell of another row by now: a label made anew, a name taken over.
  const isSame = [row[list.idMember], row.number].some((name) => String(name) === key);
  if (!isSame && input.resource !== 'labels') {
    throw new TransportError(`GitHub answered with another row than ${item.item} of ${input.resource}.`);
  }
  const page = readPage({ ...answer, text: `[${answer.text}]` }, list);
  const stored = { ...page, answer, json: cleanText(answer.text) };
  const changed = await storePage(
    slice.target,
    { stage: list.stage, page: stored },
    async (db, { inserted, updated }) => {
      if (!isSame) await markGone(db, slice, [key], new Date(answer.date).toISOString());
      if (input.resource === 'issues')
        await runSql(db, 'absent/issues_returned', { repository_id: input.repositoryId });
      await finishItem(slice, db, item, { inserted, deleted: 0, pages: 1 });
      return inserted + updated;
    },
  );
  return { kind: 'read', changed };
}

function parse({ text }: Answer): Record<string, unknown> {
  try {
    const row = JSON.parse(text) as Record<string, unknown> | null;
    if (row !== null && typeof row === 'object') return row;
  } catch {
    // Told below, as any other answer that is no row.
  }
  throw new TransportError('GitHub answered 200 to a row with something that is none.');
}

async function moved(slice: ListSlice, item: Item, key: string, answer: Answer, location: string): Promise<ItemEnd> {
  if (slice.input.resource !== 'issues')
    throw new TransportError(`GitHub redirected a row of ${slice.input.resource}.`);
  const transfer: Transfer | Limited = await followTransfer(slice, location);
  if ('until' in transfer) return { kind: 'limited', limit: transfer };
  return absent(slice, item, key, answer, { deletion: 'transferred', transfer });
}

interface Absence {
  deletion: Deletion;
  transfer?: Transfer;
}

async function absent(slice: ListSlice, item: Item, key: string, answer: Answer, why: Absence): Promise<ItemEnd> {
  const { input, deps } = slice;
  const { repositoryId, resource } = input;
  const changed = await inTransaction(deps.db, async (db) => {
    if (resource === 'issues') await runSql(db, 'stage/lock_label_periods', { repository_id: repositoryId });
    const { answeredAt } = await storeAnswer(db, {
      repositoryId,
      resource,
      answer,
      json: cleanText(answer.text),
      stage: null,
    });
    const gone = { number: key, answer, answeredAt, ...why };
    const deleted =
      resource === 'issues' ? await issueGone(db, slice, gone) : await markGone(db, slice, [key], answeredAt);
    await finishItem(slice, db, item, { inserted: 0, deleted, pages: 0 });
    return deleted;
  });
  return { kind: 'read', changed };
}

interface GoneIssue extends Absence {
  number: string;
  answer: Answer;
  answeredAt: string;
}

/** @returns how many rows were marked: none where the number was never stored, or is marked already */
async function issueGone(db: PoolClient, { input }: ListSlice, gone: GoneIssue): Promise<number> {
  const { number, deletion, transfer, answeredAt } = gone;
  const key = { repository_id: input.repositoryId };
  const [marked] = await runSql<{ deleted: number }>(db, 'absent/issue_gone', {
    ...key,
    number,
    deletion,
    answered_at: answeredAt,
  });
  // Who is gone carries no label any more.
  await runSql(db, 'stage/label_periods', { ...key, numbers: [number] });
  if (transfer) {
    await runSql(db, 'absent/record_transfer', {
      ...key,
      number,
      to_repository_id: transfer.repositoryId,
      to_repository: transfer.repository,
      to_number: transfer.number,
      to_issue_id: transfer.issueId,
      found_at: answeredAt,
    });
  }
  // A fact, not a lack: GitHub has answered for this number.
  await runSql(db, 'sync/record_gap', {
    ...key,
    resource: 'issues',
    gap: `number ${number}`,
    reason: reasonOf(gone),
    is_open: false,
    found_at: answeredAt,
  });
  return marked?.deleted ?? 0;
}

function reasonOf({ deletion, transfer, answer }: GoneIssue): string {
  const said = errorMessage(answer);
  if (transfer) {
    return `Transferred to ${transfer.repository ?? `repository ${transfer.repositoryId}`}#${transfer.number} (${answer.status}).`;
  }
  if (deletion === 'deleted') return `Deleted (${answer.status}: ${said}).`;
  return `Never given, hidden as spam, or out of this token's sight (${answer.status}: ${said}).`;
}
