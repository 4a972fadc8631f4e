import { isObject, parseJson } from '../github/answer.ts';
import { graphqlErrors } from '../github/classify-graphql.ts';
import type { GraphqlQuery } from '../github/client.ts';

/** What an answer of GraphQL tells of the rows of one number. */
export interface PartOfNumber {
  number: string;
  /** As REST writes them; null: GraphQL cannot tell one of them as REST does. */
  rows: Row[] | null;
  /** How many there are in all. */
  total: number;
  /** Where the rest of them begins; null: these are the last ones. */
  next: { node: string; after: string } | null;
}

interface Row {
  id: string;
  [member: string]: unknown;
}

const connection = /* GraphQL */ `
  fragment reviews on PullRequestReviewConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      fullDatabaseId state body submittedAt authorAssociation
      commit { oid }
      author {
        __typename login
        ... on User { databaseId }
        ... on Bot { databaseId }
        ... on Mannequin { databaseId }
        ... on Organization { databaseId }
      }
    }
  }`.replace(/\n\s+/g, '\n');

// First, so that what was charged is told at the beginning of an answer.
const limits = 'rateLimit { cost remaining resetAt nodeCount }';

/** Asks for the reviews of pull requests of a repository: a point for a hundred of them, whatever they hold. */
export function reviewsQuery(repository: string, numbers: readonly string[]): GraphqlQuery {
  const [owner = '', name = ''] = repository.split('/');
  const pulls = numbers.map((number) => `p${BigInt(number)}: pullRequest(number: ${BigInt(number)}) { ...pull }`);
  const query = `query reviews($owner: String!, $name: String!) {
${limits}
repository(owner: $owner, name: $name) {
databaseId
${pulls.join('\n')}
}
}
fragment pull on PullRequest { id number reviews(first: 100) { ...reviews } }
${connection}`;
  return { query, variables: { owner, name } };
}

/** Asks for the reviews of one pull request behind its first hundred. */
export function moreReviewsQuery({ node, after }: NonNullable<PartOfNumber['next']>): GraphqlQuery {
  const query = `query moreReviews($node: ID!, $after: String!) {
${limits}
node(id: $node) { ... on PullRequest { id number reviews(first: 100, after: $after) { ...reviews } } }
}
${connection}`;
  return { query, variables: { node, after } };
}

/** What an answer to one of the two says. */
export interface BulkAnswer {
  /** GitHub's id of the repository; null: it was not asked for, or it is too large for GraphQL to tell. */
  repositoryId: string | null;
  parts: PartOfNumber[];
  /** Numbers that it says it cannot tell of: then nothing of it is to be stored. Null: it is whole. */
  lacking: string[] | null;
}

/** @param text of an answer, whole or in part @throws TransportError when it is no JSON */
export function readReviews(text: string): BulkAnswer {
  const body = parseJson(text);
  const data = isObject(body) && isObject(body.data) ? body.data : {};
  const { repository, node } = data;
  const found = isObject(repository) ? Object.values(repository) : [node];
  const id = isObject(repository) && repository.databaseId;
  return {
    repositoryId: typeof id === 'number' ? String(id) : null,
    parts: found.filter(isObject).flatMap((pull) => readPull(pull) ?? []),
    lacking: readLacking(body),
  };
}

/** Errors name a part by the path to it: of a pull request, `repository` and its alias. */
function readLacking(body: unknown): string[] | null {
  const errors = graphqlErrors(body);
  if (errors.length === 0) return null;
  const aliases = errors.map(({ path }) => (Array.isArray(path) ? String(path[1]) : ''));
  return aliases.flatMap((alias) => /^p(\d+)$/.exec(alias)?.[1] ?? []);
}

/** The rows of an answer as the list that REST would give: of parts that GraphQL can tell as REST does. */
export function reviewRows(text: string): string {
  return JSON.stringify(readReviews(text).parts.flatMap(({ rows }) => rows ?? []));
}

function readPull({ id, number, reviews }: Record<string, unknown>): PartOfNumber | null {
  if (typeof id !== 'string' || typeof number !== 'number' || !isObject(reviews)) return null;
  const { totalCount, pageInfo, nodes } = reviews;
  if (typeof totalCount !== 'number' || !isObject(pageInfo) || !Array.isArray(nodes)) return null;
  const rows = nodes.map((review) => asRest(review, number));
  const { hasNextPage, endCursor } = pageInfo;
  return {
    number: String(number),
    rows: rows.every((row) => row !== null) ? rows : null,
    total: totalCount,
    next: hasNextPage === true ? { node: id, after: String(endCursor) } : null,
  };
}

/**
 * A review as REST writes it; null where GraphQL says less: an author who is gone, whom REST names, and a commit that is gone, whose
 * name REST keeps.
 */
function asRest(review: unknown, number: number): Row | null {
  if (!isObject(review)) return null;
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

/** An account; REST writes the login of a bot with an ending that GraphQL leaves out. */
function readActor(actor: unknown): Record<string, unknown> | null {
  if (!isObject(actor) || typeof actor.login !== 'string' || typeof actor.databaseId !== 'number') return null;
  const { __typename: type, login, databaseId: id } = actor;
  return { id, type, login: type === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login };
}
