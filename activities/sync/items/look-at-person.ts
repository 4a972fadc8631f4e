import { runSql } from '../../../sql/query.ts';
import { inTransaction } from '../../../sql/db.ts';
import { cleanText } from '../../store/clean-text.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { markGone } from '../queue/mark-gone.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { askPerson } from '../queue/ask-person.ts';
import type { Person } from '../queue/ask-person.ts';

/**
 * Looks at somebody whom a list of people did not show: they left, or the list was not the whole one. A refusal is none of the two,
 * and ends the slice: nobody has left because GitHub does not tell.
 *
 * @param item `person/{account}`, or `person/{number}/{account}` where each number has a list of its own
 */
export async function lookAtPerson(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const person = personOf(item);
  const end = await askPerson(slice, person);
  if (end.kind === 'limited' || end.kind === 'refused') return end;
  const { answer } = end;
  const { deps, subject, key } = slice;
  const changed = await inTransaction(deps.db, async (db) => {
    const json = cleanText(answer.text);
    const { answeredAt } = await storeAnswer(db, { subject, resource: key.resource, answer, json, stage: null });
    const deleted = end.kind === 'gone' ? await markLeft(slice, person, answeredAt, db) : 0;
    await finishItem(slice, db, item, { inserted: 0, updated: 0, deleted, pages: 0, isFilled: true });
    return deleted;
  });
  return { kind: 'read', changed };
}

function personOf({ item }: Item): Person {
  const [, of, id] = item.split('/');
  return id === undefined ? { id: of ?? '', of: null } : { id, of: of ?? null };
}

async function markLeft(
  slice: ListSlice,
  { id, of }: Person,
  answeredAt: string,
  db: Parameters<typeof markGone>[0],
): Promise<number> {
  if (of === null) return markGone(db, slice, [id], answeredAt);
  const values = { subject_id: slice.key.subject_id, number: of, row_id: id, answered_at: answeredAt };
  const [row] = await runSql<{ deleted: number }>(db, 'absent/mark_row_of_number', values, namesOfTable(slice.list));
  return row?.deleted ?? 0;
}
