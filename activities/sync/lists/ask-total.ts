import { lastPage } from '../../github/link.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { readPage } from '../../store/page.ts';

/** Lists but that of issues end here without saying so (30,000 rows): a count that large is no count. */
export const rowCap = 30_000;

/**
 * How many rows GitHub counts, by one request.
 *
 * @returns null where GitHub does not tell; a limit where one stands
 */
export async function askTotal(slice: ListSlice): Promise<number | null | Limited> {
  const { list, begin } = slice;
  if (!list.hasTotal || (list.order === 'newest' && begin !== null)) return null;
  const reply = await slice.ask({ url: slice.urls.total + (begin === null ? '' : `&since=${begin}`) });
  if (isLimited(reply)) return reply;
  if (reply.verdict.kind !== 'ok') return null;
  const { count, next } = readPage(reply.answer, list);
  const total = next === null ? count : lastPage(reply.answer.headers.link);
  return total !== null && list.isCapped && total >= rowCap ? null : total;
}

/** True where a total could not be asked, because a limit stands. */
export function isLimitedTotal(total: number | null | Limited): total is Limited {
  return total !== null && typeof total === 'object';
}
