import type { GraphqlQuery } from '../github/client.ts';
import type { PartOfNumber } from './bulk-answer.ts';

// First, so that what was charged is told at the beginning of an answer.
const limits = 'rateLimit { cost remaining resetAt nodeCount }';

/** What is asked of a connection beside its nodes. */
export const wholeConnection = 'totalCount pageInfo { hasNextPage endCursor }';

/** An account as `readActor` takes it. */
export const accountFragment = `fragment account on Actor {
__typename login
... on User { databaseId }
... on Bot { databaseId }
... on Mannequin { databaseId }
... on Organization { databaseId }
}`;

/** The numbers to ask for, each as the field of a repository that tells it; in digits alone. */
interface Asked {
  numbers: readonly string[];
  field: (number: string) => string;
  fragments: string;
}

/**
 * Asks for rows of many numbers of a repository at once.
 *
 * @param repository `owner/name`
 * @throws SyntaxError for a number that is none
 */
export function bulkQuery(operation: string, repository: string, { numbers, field, fragments }: Asked): GraphqlQuery {
  const [owner = '', name = ''] = repository.split('/');
  const fields = numbers.map((number) => `p${BigInt(number)}: ${field(BigInt(number).toString())}`);
  const query = `query ${operation}($owner: String!, $name: String!) {
${limits}
repository(owner: $owner, name: $name) {
databaseId
${fields.join('\n')}
}
}
${fragments}`;
  return { query, variables: { owner, name } };
}

/** Asks for rows of one number behind those that an answer has told. @param selection what is asked of its node */
export function bulkMoreQuery(
  operation: string,
  { node, after }: NonNullable<PartOfNumber['next']>,
  { selection, fragments }: { selection: string; fragments: string },
): GraphqlQuery {
  const query = `query ${operation}($node: ID!, $after: String!) {
${limits}
node(id: $node) { ${selection} }
}
${fragments}`;
  return { query, variables: { node, after } };
}
