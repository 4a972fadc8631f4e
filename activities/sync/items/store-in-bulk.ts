import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Reply } from '../../github/ask.ts';
import type { PartOfNumber } from '../../store/bulk-answer.ts';
import { graphqlPage } from '../../store/page.ts';
import { restTextOf } from '../../store/stage-body.ts';
import { storePage } from '../../store/store-page.ts';
import { finishReadItems } from '../queue/finish-item.ts';
import type { Item } from '../queue/finish-item.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** What became of the numbers of one answer; those that are neither read nor longer are REST's to tell. */
export interface StoredInBulk {
  changed: number;
  read: Item[];
  /** Those with more rows than the answer holds. */
  longer: { item: Item; part: PartOfNumber }[];
}

/** Stores an answer about many numbers. */
export async function storeInBulk(
  slice: ListSlice,
  reply: Reply,
  parts: readonly PartOfNumber[],
  byNumber: ReadonlyMap<string, Item>,
): Promise<StoredInBulk> {
  const told = parts.filter(({ number, rows }) => rows !== null && byNumber.has(number));
  const whole = told.filter((part) => part.next === null && idsOf(part).length === part.total);
  const numbers = whole.map(({ number }) => number);
  const { changed, read } = await storeParts(slice, reply, parts, async (db) => {
    const others = await withOthers(db, slice, numbers, told.flatMap(idsOf));
    return numbers.flatMap((number) => (others.has(number) ? [] : (byNumber.get(number) ?? [])));
  });
  const longer = told.flatMap((part) => {
    const item = byNumber.get(part.number);
    return item && part.next !== null ? [{ item, part }] : [];
  });
  return { changed, read, longer };
}

/** Stores an answer and its rows, and in the same transaction that those things were read which `read` gives. */
export async function storeParts(
  slice: ListSlice,
  { answer }: Reply,
  parts: readonly PartOfNumber[],
  read: (db: Db) => Promise<Item[]>,
): Promise<Pick<StoredInBulk, 'changed' | 'read'>> {
  const { stage } = slice.list;
  const restText = () => restTextOf(stage, answer.url, answer.text);
  const page = graphqlPage(answer, { ids: parts.flatMap(idsOf), restText, shape: slice.list });
  return storePage(slice.target, { stage, page }, async (db, changes) => {
    const items = await read(db);
    await finishReadItems(slice, db, items, changes);
    return { changed: changes.inserted + changes.updated, read: items };
  });
}

/** Ids of the rows that a part tells, each once. */
export const idsOf = ({ rows }: PartOfNumber): string[] => [...new Set((rows ?? []).map(({ id }) => id))];

/** Numbers of which rows are stored that are not among those seen. */
export async function withOthers(
  db: Db,
  { key, list }: ListSlice,
  numbers: readonly string[],
  seen: readonly string[],
): Promise<Set<string>> {
  const values = { subject_id: key.subject_id, numbers, seen };
  const rows = await runSql<{ number: string }>(db, 'absent/numbers_with_others', values, namesOfTable(list));
  return new Set(rows.map(({ number }) => number));
}
