import type { Reply } from '../../github/ask.ts';
import type { GraphqlQuery } from '../../github/client.ts';
import type { BulkQueries } from '../../resource.ts';
import type { PartOfNumber } from '../../store/bulk-answer.ts';
import type { Item } from '../queue/finish-item.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { idsOf, storeParts, withOthers } from './store-in-bulk.ts';

/** One number with more rows than an answer about many holds. */
interface Longer {
  item: Item;
  /** Its first rows. */
  part: PartOfNumber;
}

/**
 * Reads the rest of the rows of one number, a hundred at once, and stores each answer.
 *
 * @param ask null: it is not answered, and need not be asked again
 * @returns whether all of them were read; false: REST is to be asked
 */
export async function followInBulk(
  slice: ListSlice,
  { askMore, read }: BulkQueries,
  ask: (query: GraphqlQuery) => Promise<Reply | null>,
  { item, part: first }: Longer,
): Promise<{ changed: number; isWhole: boolean }> {
  const seen = new Set(idsOf(first));
  let changed = 0;
  for (let { next } = first; next !== null;) {
    const reply = await ask(askMore(next));
    const told = reply && read(reply.answer.text);
    const [part] = told?.parts ?? [];
    const isElsewhere = told?.repositoryId && told.repositoryId !== slice.subject.id;
    if (!reply || told?.lacking || isElsewhere || part?.number !== first.number) break;
    const before = seen.size;
    for (const id of idsOf(part)) seen.add(id);
    // Nothing new would go on for ever; fewer than there are, or one that GraphQL cannot tell, is for REST.
    const isLast = part.next === null;
    if (seen.size === before || (isLast && seen.size !== part.total)) break;
    const stored = await storeParts(slice, reply, [part], async (db) =>
      isLast && (await withOthers(db, slice, [first.number], [...seen])).size === 0 ? [item] : [],
    );
    changed += stored.changed;
    if (isLast) return { changed, isWhole: stored.read.length > 0 };
    next = part.next;
  }
  return { changed, isWhole: false };
}
