import { isObject, parseJson } from '../github/answer.ts';
import { graphqlErrors } from '../github/classify-graphql.ts';

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

export interface Row {
  id: string;
  [member: string]: unknown;
}

/** What an answer about many numbers, or about more rows of one, says. */
export interface BulkAnswer {
  /** GitHub's id of the repository; null: it was not asked for, or it is too large for GraphQL to tell. */
  repositoryId: string | null;
  parts: PartOfNumber[];
  /** Numbers that it says it cannot tell of: then nothing of it is to be stored. Null: it is whole. */
  lacking: string[] | null;
}

type Node = Record<string, unknown>;

/**
 * Reads an answer to `bulkQuery` or `bulkMoreQuery`.
 *
 * @param text whole or in part
 * @param readPart an issue or a pull request of that repository; null: it tells no rows
 * @throws TransportError when it is no JSON
 */
export function readBulk(
  text: string,
  readPart: (node: Node, repositoryId: string | null) => PartOfNumber | null,
): BulkAnswer {
  const body = parseJson(text);
  const data = isObject(body) && isObject(body.data) ? body.data : {};
  const { repository, node } = data;
  const found = isObject(repository) ? Object.values(repository) : [node];
  const repositoryId = databaseIdOf(repository) ?? databaseIdOf(isObject(node) && node.repository);
  return {
    repositoryId,
    parts: found.filter(isObject).flatMap((part) => readPart(part, repositoryId) ?? []),
    lacking: readLacking(body),
  };
}

function databaseIdOf(repository: unknown): string | null {
  return isObject(repository) && typeof repository.databaseId === 'number' ? String(repository.databaseId) : null;
}

/** Errors name a part by the path to it: of one number, `repository` and its alias. */
function readLacking(body: unknown): string[] | null {
  const errors = graphqlErrors(body);
  if (errors.length === 0) return null;
  const aliases = errors.map(({ path }) => (Array.isArray(path) ? String(path[1]) : ''));
  return aliases.flatMap((alias) => /^p(\d+)$/.exec(alias)?.[1] ?? []);
}

/** The rows of an answer as the list that REST would give: of parts that GraphQL can tell as REST does. */
export function restRows({ parts }: BulkAnswer): string {
  return JSON.stringify(parts.flatMap(({ rows }) => rows ?? []));
}

/**
 * What one number tells of its rows.
 *
 * @param connection as `wholeConnection` asks for it
 * @param asRest a row as REST writes it; null where GraphQL says less
 */
export function readConnection(
  { id, number }: Node,
  connection: unknown,
  asRest: (node: Node, number: number) => Row | null,
): PartOfNumber | null {
  if (typeof id !== 'string' || typeof number !== 'number' || !isObject(connection)) return null;
  const { totalCount, pageInfo, nodes } = connection;
  if (typeof totalCount !== 'number' || !isObject(pageInfo) || !Array.isArray(nodes)) return null;
  const rows = nodes.map((node) => (isObject(node) ? asRest(node, number) : null));
  const { hasNextPage, endCursor } = pageInfo;
  return {
    number: String(number),
    rows: rows.every((row) => row !== null) ? rows : null,
    total: totalCount,
    next: hasNextPage === true ? { node: id, after: String(endCursor) } : null,
  };
}

/**
 * An account, as `accountFragment` asks for it; null: it is gone, or has no id. REST writes the login of a bot with an ending that
 * GraphQL leaves out.
 */
export function readActor(actor: unknown): { id: number; type: unknown; login: string } | null {
  if (!isObject(actor) || typeof actor.login !== 'string' || typeof actor.databaseId !== 'number') return null;
  const { __typename: type, login, databaseId: id } = actor;
  return { id, type, login: type === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login };
}
