import { nodeId } from '../json/addresses.ts';
import type { RouteContext } from '../routes/context.ts';
import type { Repository } from '../world.ts';
import { typed } from './cost.ts';
import { reviews } from './reviews.ts';
import { timelineItems } from './timeline.ts';

export type NumberedType = 'Issue' | 'PullRequest';

/** An issue or a pull request as far as it is asked for here; fields with arguments are functions. */
export function numbered(context: RouteContext, repository: Repository, type: NumberedType, number: number) {
  const state = repository.store.get(number);
  const isThere = state && (state.pullRequest ? repository.facts.hasPullRequests : repository.facts.hasIssues);
  if (!isThere || (state.pullRequest !== null) !== (type === 'PullRequest')) {
    throw typed(
      'NOT_FOUND',
      `Could not resolve to ${type === 'Issue' ? 'an' : 'a'} ${type} with the number of ${number}.`,
    );
  }
  return {
    __typename: type,
    id: nodeId(prefixes[type], `${repository.id}_${number}`),
    number,
    repository: { databaseId: repository.id },
    reviews: (page: { first: number; after?: string }) => reviews(context, repository, { number, page }),
    timelineItems: (page: { first: number; after?: string; itemTypes?: string[] }) =>
      timelineItems({ context, repository, number }, page),
  };
}

const prefixes = { Issue: 'I', PullRequest: 'PR' } as const;

/** What the node id of an issue or a pull request stands for; null: it is of something else. */
export function readNodeId(id: string): { type: NumberedType; repositoryId: number; number: number } | null {
  const text = Buffer.from(id, 'base64').toString();
  const [, prefix, repositoryId, number] = /^(I|PR)_(\d+)_(\d+)$/.exec(text) ?? [];
  if (!repositoryId || !number) return null;
  return { type: prefix === 'I' ? 'Issue' : 'PullRequest', repositoryId: Number(repositoryId), number: Number(number) };
}
