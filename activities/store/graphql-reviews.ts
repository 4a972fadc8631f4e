import { isObject } from '../github/answer.ts';
import type { GraphqlQuery } from '../github/client.ts';
import { readActor, readBulk, readConnection, restRows } from './bulk-answer.ts';
import type { BulkAnswer, PartOfNumber, Row } from './bulk-answer.ts';
import { accountFragment, bulkMoreQuery, bulkQuery, wholeConnection } from './bulk-query.ts';

const connection = `fragment reviews on PullRequestReviewConnection {
${wholeConnection}
nodes { fullDatabaseId state body submittedAt authorAssociation commit { oid } author { ...account } }
}
${accountFragment}`;

/** Asks for the reviews of pull requests of a repository: a point for a hundred of them, whatever they hold. */
export function reviewsQuery(repository: string, numbers: readonly string[]): GraphqlQuery {
  return bulkQuery('reviews', repository, {
    numbers,
    field: (number) => `pullRequest(number: ${number}) { ...pull }`,
    fragments: `fragment pull on PullRequest { id number reviews(first: 100) { ...reviews } }\n${connection}`,
  });
}

/** Asks for the reviews of one pull request behind its first hundred. */
export function moreReviewsQuery(next: NonNullable<PartOfNumber['next']>): GraphqlQuery {
  const selection = '... on PullRequest { id number reviews(first: 100, after: $after) { ...reviews } }';
  return bulkMoreQuery('moreReviews', next, { selection, fragments: connection });
}

/** @param text of an answer, whole or in part @throws TransportError when it is no JSON */
export function readReviews(text: string): BulkAnswer {
  return readBulk(text, (pull) => readConnection(pull, pull.reviews, asRest));
}

/** The rows of an answer as the list that REST would give: of parts that GraphQL can tell as REST does. */
export const reviewRows = (text: string): string => restRows(readReviews(text));

/**
 * A review as REST writes it; null where GraphQL says less: an author who is gone, whom REST names, and a commit that is gone, whose
 * name REST keeps.
 */
function asRest(review: Record<string, unknown>, number: number): Row | null {
  const { fullDatabaseId, author, commit, ...told } = review;
  const user = readActor(author);
  if (typeof fullDatabaseId !== 'string' || user === null || !isObject(commit)) return null;
  return {
    id: fullDatabaseId,
    pull_request_url: `/pulls/${number}`,
    user,
    author_association: told.authorAssociation,
    state: told.state,
    body: told.body,
    commit_id: commit.oid,
    submitted_at: told.submittedAt,
  };
}
