import { lastPage, parseLink } from '../../github/link.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import { askTotal } from '../slice/ask-total.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { pageAt } from '../slice/numbered-page.ts';
import { countNewer } from './fill-newest.ts';
import { commitsUrl } from './fill-commits.ts';
import type { Missing } from './next-range.ts';

/**
 * How many rows are to be read, by GitHub's own count; one or two requests.
 *
 * @returns null where GitHub does not tell; a limit where one stands
 */
export async function measureRange(slice: ListSlice, { until, floor }: Missing): Promise<number | null | Limited> {
  if (slice.list.order === 'commits') return countCommits(slice, { until, floor });
  const all = await askTotal({ ...slice, begin: floor });
  if (typeof all !== 'number') return all;
  const newer =
    slice.list.order === 'newest' ? await countNewer(slice, until) : await askTotal({ ...slice, begin: until });
  return typeof newer === 'number' ? Math.max(0, all - newer) : newer;
}

async function countCommits(
  slice: ListSlice,
  { until, floor }: Pick<Missing, 'until' | 'floor'>,
): Promise<number | null | Limited> {
  if (slice.row.headSha === null) return 0;
  const url = pageAt(commitsUrl(slice, slice.row.headSha, { since: floor, until }), 0, 1);
  const reply = await slice.ask({ url, priority: 'load' });
  if (isLimited(reply)) return reply;
  if (reply.verdict.kind !== 'ok') return null;
  const { link } = reply.answer.headers;
  return parseLink(link).next === null ? null : lastPage(link);
}
