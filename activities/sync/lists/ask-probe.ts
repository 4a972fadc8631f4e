import { TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { Page } from '../../store/page.ts';
import { askPage, isReadableBehind } from '../slice/ask-page.ts';
import { readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { pageAt } from '../slice/numbered-page.ts';

/** What the first rows of a list are. */
export interface Probed {
  /** Without an ETag where an unchanged page would not prove the list unchanged. */
  reply: Reply;
  page: Page;
  /** Rows before them that are in no page that comes. */
  skipped: number;
  /** Why not; null: none is skipped. */
  error: TransportError | null;
}

export type ProbeEnd =
  | ({ kind: 'page' } & Probed)
  | { kind: 'limited'; limit: Limited }
  | { kind: 'unchanged'; reply: Reply }
  | { kind: 'refused'; reply: Reply };

/** How many rows at the front are passed by one by one. */
const mostSkipped = 10;

/**
 * Asks the one constant address of a list whether anything has changed. Its page is as large as pages came before, so that the
 * address stays the same from cycle to cycle and the ETag with it.
 *
 * A smaller page proves as much: whatever changes comes to the front. Where the first rows are in no page at all, the first that
 * comes is asked for by its place: a change of any other row moves it, and the skipped ones are a gap that is tried again.
 *
 * @param isAnew the rows are wanted, changed or not
 */
export async function askProbe(slice: ListSlice, { isAnew }: { isAnew: boolean }): Promise<ProbeEnd> {
  const { row, urls, sizes } = slice;
  const known = isAnew ? {} : { etag: row.etag, etagKey: row.etagKey };
  if (sizes.skip > 0 && !isAnew) {
    const reply = await slice.ask({ url: pageAt(urls.probe, sizes.skip, 1), ...known }).catch(onlyBroken);
    if (reply !== null && isLimited(reply)) return { kind: 'limited', limit: reply };
    if (reply?.verdict.kind === 'not-modified') return { kind: 'unchanged', reply };
  }
  const urlOf = (size: number) => ({ url: pageAt(urls.probe, 0, size), size });
  const asked = await askPage(slice, { sizes: sizes.probe, urlOf, ...known });
  sizes.skip = 0;
  switch (asked.kind) {
    case 'limited':
      return asked;
    case 'other':
      if (asked.reply.verdict.kind === 'not-modified') return { kind: 'unchanged', reply: asked.reply };
      return { kind: 'refused', reply: asked.reply };
    case 'page':
      return { kind: 'page', page: asked.page, reply: asked.reply, skipped: 0, error: null };
    case 'unreadable':
    case 'too-small':
      return askBehind(slice, asked.error);
  }
}

/** The first row that comes, behind some that do not. */
async function askBehind(slice: ListSlice, error: TransportError): Promise<ProbeEnd> {
  const { urls, sizes } = slice;
  const urlOf = (rows: number) => pageAt(urls.probe, rows, 1);
  if (!(await isReadableBehind(slice, urlOf))) throw error;
  for (const rows of [...Array.from({ length: mostSkipped }, (_, nth) => nth + 1), 100]) {
    const reply = await slice.ask({ url: urlOf(rows) }).catch(onlyBroken);
    if (reply === null) continue;
    if (isLimited(reply)) return { kind: 'limited', limit: reply };
    const isProof = rows <= mostSkipped;
    sizes.skip = isProof ? rows : 0;
    const page = readListPage(slice, reply);
    return { kind: 'page', page, reply: isProof ? reply : withoutEtag(reply), skipped: rows, error };
  }
  throw error;
}

/** A reply whose ETag proves nothing. */
export function withoutEtag(reply: Reply): Reply {
  const { answer } = reply;
  return { ...reply, answer: { ...answer, headers: { ...answer.headers, etag: undefined } } };
}

function onlyBroken(error: unknown): null {
  if (error instanceof TransportError) return null;
  throw error;
}
