import type { Link } from '../http/answer.ts';
import type { IssueState } from '../world/issue-state.ts';
import { sortKey } from '../world/ordered-rows.ts';
import { writeCursor } from './cursor.ts';
import type { SelectedPage, Selection } from './select-page.ts';

interface Place {
  /** Absolute address of the list, by the repository's id. */
  address: string;
  query: URLSearchParams;
  paging: 'cursor' | 'page';
  /** Whether `rel="last"` is given: a number of a page cannot be given where pages are no longer numbered. */
  hasLast: boolean;
}

/** Links in GitHub's order, with the request's query echoed; none where everything fits one page. */
export function pageLinks(page: SelectedPage, selection: Selection, place: Place): Link[] {
  const number = selection.page;
  const lastNumber = Math.max(Math.ceil(page.total / selection.perPage), 1);
  const url = (values: Record<string, string>) => {
    const query = new URLSearchParams(place.query);
    if (place.paging === 'cursor') for (const name of ['after', 'before', 'page']) query.delete(name);
    for (const [name, value] of Object.entries(values)) query.set(name, value);
    return `${place.address}?${query.toString()}`;
  };
  const step = (name: 'after' | 'before', row: IssueState | undefined, to: number): string => {
    if (place.paging === 'page' || !row) return url({ page: String(to) });
    return url({ [name]: writeCursor({ key: sortKey(selection.sort, row), id: row.id }), page: String(to) });
  };
  const links: Link[] = [];
  if (page.hasPrevious) links.push({ relation: 'prev', url: step('before', page.rows[0], Math.max(number - 1, 1)) });
  if (page.hasNext) links.push({ relation: 'next', url: step('after', page.rows.at(-1), number + 1) });
  if (page.hasNext && place.hasLast) links.push({ relation: 'last', url: url({ page: String(lastNumber) }) });
  if (page.hasPrevious) links.push({ relation: 'first', url: url({ page: '1' }) });
  return links;
}
