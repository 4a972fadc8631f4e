import { json, notFound, type Answer } from '../http/answer.ts';
import { reviewJson } from '../json/comment-json.ts';
import { fullPullJson, pullText } from '../json/pull-json.ts';
import type { IssueState } from '../world/issue-state.ts';
import type { ReviewRow } from '../world/thread.ts';
import type { RepositoryContext } from './context.ts';
import { findPull } from './find-issue.ts';
import { arrayList, numberedList } from './numbered-list.ts';
import { readChoice } from './read-query.ts';

const month = 30 * 86_400_000;

/** GET …/pulls: no `since`; `direction` is desc by creation and asc by anything else unless it is said. */
export function listPulls(context: RepositoryContext): Answer {
  const { repository, query, version, address } = context;
  if (!repository.facts.hasPullRequests) return notFound();
  const sort = readChoice(query, 'sort', ['created', 'updated', 'popularity', 'long-running']);
  const usual = sort === 'created' ? 'desc' : 'asc';
  const direction = ['asc', 'desc'].find((known) => known === query.get('direction')) ?? usual;
  const rows = matchingPulls(context, sort);
  const texts = (start: number, end: number) => {
    const picked: string[] = [];
    for (let place = start; place < end; place += 1) {
      const row = rows[direction === 'asc' ? place : rows.length - 1 - place] as IssueState;
      picked.push(pullText(repository, row, version));
    }
    return picked;
  };
  return numberedList(context, { address, total: rows.length, texts });
}

type PullSort = 'created' | 'updated' | 'popularity' | 'long-running';

function matchingPulls({ repository, query, options, world }: RepositoryContext, sort: PullSort): IssueState[] {
  const now = world.clock().getTime();
  const state = readChoice(query, 'state', ['open', 'closed', 'all']);
  const [head, base] = [query.get('head'), query.get('base')];
  const key = sort === 'updated' ? 'updated' : sort === 'popularity' ? 'comments' : 'created';
  const lag = (options.listLagSeconds ?? 0) * 1000;
  const all = lag > 0 ? repository.store.ascendingAt(key, now - lag) : repository.store.ascending(key);
  const isLongRunning = (row: IssueState) =>
    row.state === 'open' && row.createdAt < now - month && row.updatedAt > now - month;
  return all.filter((row) => {
    if (!row.pullRequest || (state !== 'all' && row.state !== state)) return false;
    if (sort === 'long-running' && !isLongRunning(row)) return false;
    if (!head && !base) return true;
    const { headOwner, headRef, baseRef } = repository.pullOf(row);
    return (!head || head === `${headOwner?.login ?? ''}:${headRef}`) && (!base || base === baseRef);
  });
}

/** GET …/pulls/{pull_number}. */
export function getPull(context: RepositoryContext): Answer {
  const found = findPull(context);
  if ('refused' in found) return found.refused;
  return json(200, fullPullJson(context.repository, found.state, context.version));
}

/** The reviews of a pull request that the caller may see. */
export function reviewsOf(context: Pick<RepositoryContext, 'repository' | 'caller'>, number: number): ReviewRow[] {
  const { reviews } = context.repository.core.threads.get(number);
  return reviews.filter(({ state, user }) => state !== 'PENDING' || (user && user.login === context.caller.login));
}

/** GET …/pulls/{pull_number}/reviews, in the order in which they came; pending ones only their author sees. */
export function listReviews(context: RepositoryContext): Answer {
  const found = findPull(context);
  if ('refused' in found) return found.refused;
  const { number } = found.state;
  const rows = reviewsOf(context, number).map((row) => reviewJson(context.repository, number, row));
  return arrayList(context, { address: context.address, rows });
}

/** GET …/pulls/{pull_number}/reviews/{review_id}. */
export function getReview(context: RepositoryContext): Answer {
  const found = findPull(context);
  if ('refused' in found) return found.refused;
  const { number } = found.state;
  const row = reviewsOf(context, number).find(({ id }) => id === Number(context.parameters.review_id));
  return row ? json(200, reviewJson(context.repository, number, row)) : notFound();
}
