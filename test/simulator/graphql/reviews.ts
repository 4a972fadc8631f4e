import { reviewJson } from '../json/comment-json.ts';
import { reviewsOf } from '../routes/list-pulls.ts';
import type { RouteContext } from '../routes/context.ts';
import type { Repository } from '../world.ts';
import type { ReviewRow } from '../world/thread.ts';
import { actor } from './actor.ts';
import { connection } from './connection.ts';

/** The reviews of a pull request. */
export function reviews(
  context: RouteContext,
  repository: Repository,
  { number, page }: { number: number; page: { first: number; after?: string } },
) {
  const rows = reviewsOf({ ...context, repository }, number);
  return connection(rows, page, (row) => review(context, repository, number, row));
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
    author: actor(world, row.user),
  };
}
