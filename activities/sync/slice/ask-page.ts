import { PoorAnswerError, TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { Priority } from '../../github/budget.ts';
import type { Page } from '../../store/page.ts';
import { readListPage } from './list-slice.ts';
import type { ListSlice } from './list-slice.ts';
import type { PageSizes } from './page-sizes.ts';

/** What became of the question for a page. */
export type AskedPage =
  | { kind: 'page'; page: Page; reply: Reply; size: number }
  | { kind: 'limited'; limit: Limited }
  /** GitHub answered something else: unchanged, refused, moved. */
  | { kind: 'other'; reply: Reply }
  /** No page comes here, not even one of a single row; `error` tells what came instead. */
  | { kind: 'unreadable'; error: TransportError }
  /** Pages of the full size may go further than this one: GitHub counts pages only so far. */
  | { kind: 'too-small'; size: number; error: TransportError };

interface PageQuestion {
  sizes: PageSizes;
  /** The address of the page, were it of so many rows; it may be of fewer where it begins amid a larger one. */
  urlOf: (size: number) => { url: string; size: number };
  etag?: string | null;
  etagKey?: string | null;
  priority?: Priority;
}

/**
 * Asks for a page of a list. One that does not come is asked for again later, by Temporal; when it does not come a second time,
 * or pages are known to be too large, smaller ones are asked for at once, down to a single row, each size one time.
 *
 * @throws TransportError where it may still come: Temporal waits
 */
export async function askPage(slice: ListSlice, { sizes, urlOf, ...question }: PageQuestion): Promise<AskedPage> {
  let broken: TransportError | null = null;
  for (;;) {
    const { url, size } = urlOf(sizes.size());
    try {
      const reply = await slice.ask({ url, ...question });
      if (isLimited(reply)) return { kind: 'limited', limit: reply };
      if (reply.verdict.kind === 'depth' && broken !== null) return tooSmall(slice, size, broken);
      if (reply.verdict.kind !== 'ok' && reply.verdict.kind !== 'empty') return { kind: 'other', reply };
      const page = readListPage(slice, reply);
      sizes.answered(size);
      return { kind: 'page', page, reply, size };
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof PoorAnswerError) throw error;
      if (!mayShrink(slice, sizes)) throw error;
      if (size === 1) return giveUp(slice, error);
      broken = error;
      // Whoever has failed twice in all sizes asks no third time for each of them.
      sizes.failed(size, slice.attempt > 2 && !sizes.hasAnswered());
    }
  }
}

/** The first failure may pass by itself. */
function mayShrink({ attempt, input, patientUntil }: ListSlice, sizes: PageSizes): boolean {
  return (attempt >= Math.min(2, input.transientAttempts) || sizes.isKnown()) && Date.now() < patientUntil;
}

// Twice it may have been the hour.
function giveUp({ attempt, input }: ListSlice, error: TransportError): Extract<AskedPage, { kind: 'unreadable' }> {
  if (attempt < Math.min(3, input.transientAttempts)) throw error;
  return { kind: 'unreadable', error };
}

function tooSmall(slice: ListSlice, size: number, error: TransportError): AskedPage {
  return { ...giveUp(slice, error), kind: 'too-small', size };
}

/**
 * Whether GitHub gives any page of a list behind one that does not come: then that one is to blame, and not the hour.
 *
 * @param urlOf the page of one row so many rows further on; behind the end of a list it is empty
 */
export async function isReadableBehind(slice: ListSlice, urlOf: (rows: number) => string): Promise<boolean> {
  for (const rows of [1, 10, 100]) {
    try {
      const reply = await slice.ask({ url: urlOf(rows) });
      return !isLimited(reply);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }
  return false;
}
