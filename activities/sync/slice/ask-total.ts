import { TransportError } from '../../github/answer.ts';
import { lastPage } from '../../github/link.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { ListSlice } from './list-slice.ts';
import { pageAt } from './numbered-page.ts';
import { readPage } from '../../store/page.ts';

/** Lists but that of issues end here without saying so (30,000 rows): a count that large is no count. */
export const rowCap = 30_000;

/** Rows whose pages tell the number of all, as long as one comes. */
const asked = [0, 1, 10, 100];

/**
 * How many rows GitHub counts, by one request; by another one where the page of the first row does not come.
 *
 * @returns null where GitHub does not tell; a limit where one stands
 * @throws TransportError when none of a few pages comes
 */
export async function askTotal(slice: ListSlice): Promise<number | null | Limited> {
  const { list, begin } = slice;
  if (!list.hasTotal || (list.order === 'newest' && begin !== null)) return null;
  const url = slice.urls.total + (begin === null ? '' : `&since=${begin}`);
  for (const row of asked) {
    const reply = await askUnlessBroken(slice, pageAt(url, row, 1), row === asked.at(-1));
    if (reply === null) continue;
    if (isLimited(reply)) return reply;
    if (reply.verdict.kind !== 'ok') return null;
    const { count, next } = readPage(reply.answer, list);
    // Behind the end of the list: only where the first row alone does not come, its number is known.
    if (count === 0 && row > 1) return null;
    const total = next === null ? row + count : lastPage(reply.answer.headers.link);
    return total !== null && list.isCapped && total >= rowCap ? null : total;
  }
  return null;
}

async function askUnlessBroken(slice: ListSlice, url: string, isLast: boolean): Promise<Reply | Limited | null> {
  try {
    return await slice.ask({ url });
  } catch (error) {
    const isFirst = slice.attempt < Math.min(2, slice.input.transientAttempts);
    if (!(error instanceof TransportError) || isFirst || isLast) throw error;
    return null;
  }
}

/** True where a total could not be asked, because a limit stands. */
export function isLimitedTotal(total: number | null | Limited): total is Limited {
  return total !== null && typeof total === 'object';
}
