import { PoorAnswerError, TransportError } from '../../github/answer.ts';
import { isOfApi } from '../../../github-api.ts';
import type { Reply } from '../../github/ask.ts';
import type { ListUrls, ResourceDeclaration } from '../../resource.ts';
import { readPage } from '../../store/page.ts';
import type { Page } from '../../store/page.ts';
import type { PageSizes } from './page-sizes.ts';
import type { ResourceRow } from './resource-row.ts';
import type { Slice, SliceInput } from './slice.ts';

/** What is known of the size of pages: of the first of the list, and of those that walks read. */
export interface SliceSizes {
  probe: PageSizes;
  walk: PageSizes;
  /** Numbers that one query of GraphQL asks about. */
  bulk: PageSizes;
  /** Rows at the front of the probe that are in no page that comes. */
  skip: number;
}

/** What the parts of a list's slice share. */
export interface ListSlice extends Slice {
  list: ResourceDeclaration;
  urls: ListUrls;
  /** Where the resource stood when the slice began. */
  row: ResourceRow;
  /** The instant at which the resource begins, as it is stored or wanted; null: the beginning of the list. */
  begin: string | null;
  /** Nothing is complete yet: the quota keeps more for others, and windows may be opened. */
  isFirstLoad: boolean;
  /** How large pages may be. */
  sizes: SliceSizes;
  /** Until when smaller pages are tried, epoch milliseconds: the workflow's time-out of a slice must not be met. */
  patientUntil: number;
  /** Resources that follow this one. */
  followers: readonly string[];
}

/** Until the resource is looked at again, in ms: its own list each cycle, what follows another one at least daily. */
export function nextLookMs({ input, list }: ListSlice): number {
  return list.isAskedEachCycle ? input.everyMs : input.followEveryMs;
}

/**
 * Where a resource begins: what was ever loaded stays, so a later `from` than the one that is stored changes nothing, and an
 * earlier one asks for what lies before.
 */
export function beginningOf(
  row: Pick<ResourceRow, 'isLoaded' | 'completeFrom'>,
  { from }: Pick<SliceInput, 'from'>,
  { isBounded }: Pick<ResourceDeclaration, 'isBounded'>,
): string | null {
  const wanted = from === null || !isBounded ? null : `${from}T00:00:00Z`;
  if (!row.isLoaded || wanted === null) return wanted;
  return row.completeFrom === null || row.completeFrom < wanted ? row.completeFrom : wanted;
}

/** Whether everything from the beginning on is to be read: for the first time, or since it begins earlier now. */
export function isFirstLoad(row: Pick<ResourceRow, 'isLoaded' | 'completeFrom'>, begin: string | null): boolean {
  return !row.isLoaded || (row.completeFrom !== null && (begin === null || begin < row.completeFrom));
}

/** An answer that no list gives: GitHub is asked again. */
export function noList({ answer }: Pick<Reply, 'answer'>): TransportError {
  return new TransportError(`GitHub answered ${answer.status} to a list.`);
}

/** @returns the list page of a reply @throws TransportError for an answer that no list gives */
export function readListPage({ deps, list, attempt, input }: ListSlice, { answer, verdict }: Reply): Page {
  if (verdict.kind === 'empty') return readPage({ ...answer, text: '[]' }, list);
  if (verdict.kind !== 'ok') throw noList({ answer });
  const page = readPage(answer, list);
  // Stored, such a link would keep every later attempt from going on.
  if (page.next !== null && !isOfApi(deps.github.apiUrl, page.next)) {
    throw new TransportError(`GitHub pointed to another server than ${deps.github.apiUrl}.`);
  }
  // It contradicts itself; one that always does must not hold up what lies behind it.
  if (page.count === 0 && page.next !== null && attempt < input.transientAttempts) {
    throw new PoorAnswerError('GitHub answered with an empty page that is not the last.');
  }
  return page;
}

/** A refusal as this resource means it: some lists answer 404 where a feature is switched off. */
export function ownRefusal<T extends { state: string; reason: string }>({ list }: ListSlice, refusal: T): T {
  if (refusal.state !== 'missing' || !list.disabledReason) return refusal;
  return { ...refusal, state: 'disabled', reason: `${list.disabledReason} (404).` };
}
