import { reviewJson } from '../json/comment-json.ts';
import { nodeId } from '../json/addresses.ts';
import { reviewsOf } from '../routes/list-pulls.ts';
import type { RouteContext } from '../routes/context.ts';
import type { Repository } from '../world.ts';
import type { ReviewRow } from '../world/thread.ts';
import type { User } from '../world/user.ts';
import { typed } from './cost.ts';

/** A pull request as far as it is asked for here; fields with arguments are functions. */
export function pullRequest(context: RouteContext, repository: Repository, number: number) {
  const state = repository.store.get(number);
  if (!state?.pullRequest || !repository.facts.hasPullRequests) {
    throw typed('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
  }
  return {
    __typename: 'PullRequest',
    id: pullNodeId(repository, number),
    number,
    reviews: (page: { first: number; after?: string }) => connection(context, repository, number, page),
  };
}

const pullNodeId = (repository: Repository, number: number) => nodeId('PR', `${repository.id}_${number}`);

/** The repository and the number that a node id stands for; null: it is of no pull request. */
export function readPullNodeId(id: string): { repositoryId: number; number: number } | null {
  const [, repositoryId, number] = /^PR_(\d+)_(\d+)$/.exec(Buffer.from(id, 'base64').toString()) ?? [];
  return repositoryId && number ? { repositoryId: Number(repositoryId), number: Number(number) } : null;
}

function connection(
  context: RouteContext,
  repository: Repository,
  number: number,
  { first, after }: { first: number; after?: string },
) {
  const rows = reviewsOf({ ...context, repository }, number);
  const start = after ? Number(Buffer.from(after, 'base64').toString()) : 0;
  const end = Math.min(start + first, rows.length);
  return {
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: end < rows.length,
      endCursor: end > start ? Buffer.from(String(end)).toString('base64') : null,
    },
    nodes: rows.slice(start, end).map((row) => review(context, repository, number, row)),
  };
}

function review({ world, options }: RouteContext, repository: Repository, number: number, row: ReviewRow) {
  const {
    id,
    body,
    state,
    submitted_at: submittedAt = null,
    commit_id: oid,
    ...rest
  } = reviewJson(repository, number, row);
  const { isCommitGone = () => false } = options.graphql || {};
  return {
    fullDatabaseId: String(id),
    body,
    state,
    submittedAt,
    authorAssociation: rest.author_association,
    commit: isCommitGone(row) ? null : { oid },
    author: row.user === null || world.users.isDeleted(row.user) ? null : actor(row.user),
  };
}

/** GraphQL writes the login of a bot without the ending that REST gives it. */
function actor({ type, login, id }: User) {
  return { __typename: type, login: type === 'Bot' ? login.replace(/\[bot\]$/, '') : login, databaseId: id };
}
