import { TransportError } from '../../github/answer.ts';
import { isOfApi } from '../../github/client.ts';
import type { Reply } from '../../github/ask.ts';
import type { ListResource, ListUrls } from '../../list-resources.ts';
import { readPage } from '../../store/page.ts';
import type { Page } from '../../store/page.ts';
import type { ResourceRow } from './resource-row.ts';
import type { Slice } from './slice.ts';

/** What the parts of a list's slice share. */
export interface ListSlice extends Slice {
  list: ListResource;
  urls: ListUrls;
  /** Where the resource stood when the slice began. */
  row: ResourceRow;
  /** Nothing is complete yet: the quota keeps more for others, and windows may be opened. */
  isFirstLoad: boolean;
  perPage: number;
}

/** The instant at which a load with `from` begins. */
export const beginning = (from: string | null) => (from === null ? null : `${from}T00:00:00Z`);

/** When the resource is looked at again: its own list each cycle, what follows another one at least daily. */
export function nextTryAt({ input, list }: ListSlice): string {
  const waitMs = list.resource === 'issues' ? input.everyMs : input.followEveryMs;
  return new Date(Date.now() + waitMs).toISOString();
}

/** @returns the list page of a reply @throws TransportError for an answer that no list gives */
export function readListPage({ deps, list }: ListSlice, { answer, verdict }: Reply): Page {
  if (verdict.kind === 'empty') return readPage({ ...answer, text: '[]' }, list);
  if (verdict.kind !== 'ok') throw new TransportError(`GitHub answered ${answer.status} to a list.`);
  const page = readPage(answer, list);
  // Stored, such a link would keep every later attempt from going on.
  if (page.next !== null && !isOfApi(deps.github.apiUrl, page.next)) {
    throw new TransportError(`GitHub pointed to another server than ${deps.github.apiUrl}.`);
  }
  return page;
}

/** A refusal as this resource means it: some lists answer 404 where a feature is switched off. */
export function ownRefusal<T extends { state: string; reason: string }>({ list }: ListSlice, refusal: T): T {
  if (refusal.state !== 'missing' || !list.disabledReason) return refusal;
  return { ...refusal, state: 'disabled', reason: `${list.disabledReason} (404).` };
}
