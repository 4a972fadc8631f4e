import { refusal, type Answer, type Link } from '../http/answer.ts';
import type { RouteContext } from './context.ts';

const depthWords =
  'In order to keep the API fast for everyone, pagination is limited for this resource. ' +
  'Check the rel=last link relation in the Link response header to see how far back you can traverse.';

interface NumberedList {
  /** Absolute address of the list, by id. */
  address: string;
  total: number;
  /** The JSON texts of some rows, from `start` up to but not including `end`. */
  texts: (start: number, end: number) => string[];
  /** Rows that can be reached at all; what lies behind looks as if it were not there. */
  cap?: number;
  /** Rows that can be asked for; behind them 422. */
  refusedFrom?: { row: number; message?: string; url?: string };
  perPage?: { usual?: number; most?: number };
  headers?: Record<string, string>;
}

/** A list that is paged by number, with GitHub's links; every list but that of issues. */
export function numberedList({ query }: RouteContext, list: NumberedList): Answer {
  const { usual = 30, most = 100 } = list.perPage ?? {};
  const wanted = Number.parseInt(query.get('per_page') ?? '', 10);
  const perPage = wanted > 0 ? Math.min(wanted, most) : usual;
  const page = Math.max(Number.parseInt(query.get('page') ?? '1', 10) || 1, 1);
  const { refusedFrom } = list;
  if (refusedFrom && (page - 1) * perPage >= refusedFrom.row)
    return refusal(
      422,
      refusedFrom.message ?? depthWords,
      refusedFrom.url === undefined ? {} : { url: refusedFrom.url },
    );
  const total = Math.min(list.total, list.cap ?? Infinity);
  const start = Math.min((page - 1) * perPage, total);
  const texts = list.texts(start, Math.min(start + perPage, total));
  const links = numberedLinks(list.address, query, { page, last: Math.max(Math.ceil(total / perPage), 1) });
  return { status: 200, body: `[${texts.join(',')}]`, links, ...(list.headers ? { headers: list.headers } : {}) };
}

/** The same for rows that are there already. */
export function arrayList(
  context: RouteContext,
  list: Omit<NumberedList, 'total' | 'texts'> & { rows: readonly unknown[] },
): Answer {
  const { rows, ...more } = list;
  const texts = (start: number, end: number) => rows.slice(start, end).map((row) => JSON.stringify(row));
  return numberedList(context, { ...more, total: rows.length, texts });
}

function numberedLinks(
  address: string,
  query: URLSearchParams,
  { page, last }: { page: number; last: number },
): Link[] {
  const to = (number: number) => {
    const echoed = new URLSearchParams(query);
    echoed.set('page', String(number));
    return `${address}?${echoed.toString()}`;
  };
  const links: Link[] = [];
  if (page > 1) links.push({ relation: 'prev', url: to(Math.min(page - 1, last)) });
  if (page < last) links.push({ relation: 'next', url: to(page + 1) }, { relation: 'last', url: to(last) });
  if (page > 1) links.push({ relation: 'first', url: to(1) });
  return links;
}
