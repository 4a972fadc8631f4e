import { refusal, type Answer } from '../http/answer.ts';
import type { IssueState } from '../world/issue-state.ts';
import { sortKey, type SortName } from '../world/ordered-rows.ts';
import type { RepositoryContext } from './context.ts';
import { readCursor, type Cursor } from './cursor.ts';
import { issueFilter } from './issue-filter.ts';
import { pageLinks } from './page-links.ts';
import { invalidField, readInstant } from './read-query.ts';
import { selectPage, type Selection } from './select-page.ts';

const listDocumentation = 'https://docs.github.com/rest/issues/issues#list-repository-issues';

const depthWords =
  'Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)';

/** GET …/issues: pull requests included, sorted, by page number or cursor. */
export function listIssues(context: RepositoryContext): Answer {
  const { repository, options, query, version, address } = context;
  if (!repository.facts.hasIssues && repository.facts.disabledList === 'gone') return issuesDisabled();
  const paging = options.paging ?? 'cursor';
  const after = cursorOf(query.get('after'));
  const before = cursorOf(query.get('before'));
  if (after === 'invalid' || before === 'invalid') return invalid('cursor');
  if (context.cursors.isExpired(query.get('after') ?? query.get('before'))) return invalid('cursor');
  const since = readInstant(query, 'since');
  if (since === 'invalid') return invalid('since');
  const perPage = perPageOf(query.get('per_page'));
  const page = Math.max(Number.parseInt(query.get('page') ?? '1', 10) || 1, 1);
  const maxOffset = options.maxOffset ?? (paging === 'cursor' ? 1000 : Infinity);
  const isWithinOffset = page * perPage <= maxOffset;
  if (!after && !before && !isWithinOffset) return refusal(422, depthWords, { url: listDocumentation });

  const sort = sortOf(query.get('sort'));
  const direction = query.get('direction') === 'asc' ? 'asc' : 'desc';
  const rows = matchingRows(context, sort, since);
  const selection: Selection = { rows, sort, direction, perPage, page, after, before };
  const selected = selectPage(selection);
  const texts = selected.rows.map((row) => repository.issueText(row, version));
  const lastLink = options.lastLink ?? 'within-offset';
  const hasLast = lastLink === 'always' || (lastLink === 'within-offset' && isWithinOffset);
  const links = pageLinks(selected, selection, { address, query, paging, hasLast });
  context.cursors.note(links);
  return {
    status: 200,
    body: `[${texts.join(',')}]`,
    links,
    // The rows alone: a full page keeps its ETag while rows are added behind it.
    identity: `${repository.id}/${repository.nameVersion}/${selected.rows.map(identityOf).join()}`,
  };
}

const identityOf = (row: IssueState) => `${row.id}.${row.version}.${row.updatedAt}`;

/** 410 as for every issue route of a repository without issues. */
export function issuesDisabled(): Answer {
  return refusal(410, 'Issues are disabled for this repo', { url: 'https://docs.github.com/v3/issues/' });
}

const invalid = (field: string) => invalidField('Issue', field, listDocumentation);

function cursorOf(text: string | null): Cursor | 'invalid' | null {
  return text === null || text === '' ? null : (readCursor(text) ?? 'invalid');
}

function perPageOf(text: string | null): number {
  const wanted = Number.parseInt(text ?? '30', 10);
  return wanted > 0 ? Math.min(wanted, 100) : 30;
}

function sortOf(text: string | null): SortName {
  return text === 'updated' || text === 'comments' ? text : 'created';
}

function matchingRows(context: RepositoryContext, sort: SortName, since: number | null): readonly IssueState[] {
  const { repository, options, query, world } = context;
  // GitHub answers an empty list to the epoch itself.
  if (since === 0) return [];
  const lag = (options.listLagSeconds ?? 0) * 1000;
  const all =
    lag > 0 ? repository.store.ascendingAt(sort, world.clock().getTime() - lag) : repository.store.ascending(sort);
  const state = query.get('state') ?? 'open';
  const wanted = state === 'all' || state === 'closed' ? state : 'open';
  const pullsOnly = !repository.facts.hasIssues;
  const from = since === null ? -Infinity : options.sinceExclusive ? since + 1 : since;
  const filter = issueFilter(context);
  if (wanted === 'all' && !pullsOnly && !filter && from === -Infinity) return all;
  const isMeant = (row: IssueState) =>
    (wanted === 'all' || row.state === wanted) && (!pullsOnly || row.pullRequest) && (filter?.(row) ?? true);
  if (sort !== 'updated') return all.filter((row) => row.updatedAt >= from && isMeant(row));
  const newer = all.slice(firstAtOrAfter(all, from));
  return wanted === 'all' && !pullsOnly && !filter ? newer : newer.filter(isMeant);
}

function firstAtOrAfter(rows: readonly IssueState[], from: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sortKey('updated', rows[middle] as IssueState) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
