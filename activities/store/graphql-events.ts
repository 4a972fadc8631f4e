import type { GraphqlQuery } from '../github/client.ts';
import { readActor, readBulk, readConnection, restRows } from './bulk-answer.ts';
import type { BulkAnswer, PartOfNumber, Row } from './bulk-answer.ts';
import { accountFragment, bulkMoreQuery, bulkQuery, wholeConnection } from './bulk-query.ts';
import { eventKinds } from './event-kinds.ts';
import { eventIdOf } from './node-id.ts';

type OfType = 'Issue' | 'PullRequest';

const kindsOf = (type: OfType) =>
  Object.entries(eventKinds).filter(([, { isOfPulls }]) => type === 'PullRequest' || !isOfPulls);

/** As the schema names a kind where it filters by it: `LABELED_EVENT`. */
const itemType = (kind: string) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

const timelineItems = (type: OfType, page: string) =>
  `timelineItems(${page}, itemTypes: [${kindsOf(type)
    .map(([kind]) => itemType(kind))
    .join(', ')}]) { ...${type}Events }`;

function eventsFragment(type: OfType): string {
  const kinds = kindsOf(type).map(
    ([kind, { ask = '' }]) => `... on ${kind} { id createdAt actor { ...account } ${ask} }`,
  );
  return `fragment ${type}Events on ${type}TimelineItemsConnection {
${wholeConnection}
nodes {
__typename
${kinds.join('\n')}
}
}`;
}

const fragments = [accountFragment, eventsFragment('Issue'), eventsFragment('PullRequest')].join('\n');

const ofNumber = (type: OfType) => `fragment of${type} on ${type} { id number ${timelineItems(type, 'first: 100')} }`;

/**
 * Asks for the events of issues and pull requests of a repository: a point for a hundred of them. Each is asked for as what it is, for
 * GitHub charges what a query could be answered with.
 *
 * @param pulls those of the numbers that are pull requests
 */
export function eventsQuery(repository: string, numbers: readonly string[], pulls: ReadonlySet<string>): GraphqlQuery {
  const types = (['Issue', 'PullRequest'] as const).filter((type) =>
    numbers.some((number) => pulls.has(number) === (type === 'PullRequest')),
  );
  return bulkQuery('events', repository, {
    numbers,
    field: (number) =>
      pulls.has(number)
        ? `pullRequest(number: ${number}) { ...ofPullRequest }`
        : `issue(number: ${number}) { ...ofIssue }`,
    // GraphQL takes no fragment that is not used.
    fragments: [...types.map(ofNumber), ...types.map(eventsFragment), accountFragment].join('\n'),
  });
}

/** Asks for the events of one issue or pull request behind its first hundred. */
export function moreEventsQuery(next: NonNullable<PartOfNumber['next']>): GraphqlQuery {
  const selection = (['Issue', 'PullRequest'] as const).map(
    (type) =>
      `... on ${type} { id number repository { databaseId } ${timelineItems(type, 'first: 100, after: $after')} }`,
  );
  return bulkMoreQuery('moreEvents', next, { selection: selection.join('\n'), fragments });
}

/** @param text of an answer, whole or in part @throws TransportError when it is no JSON */
export function readEvents(text: string): BulkAnswer {
  return readBulk(text, (found, repositoryId) =>
    readConnection(found, found.timelineItems, (event, number) => asRest(event, { number, repositoryId })),
  );
}

/** The rows of an answer as the list that REST would give: of parts that GraphQL can tell as REST does. */
export const eventRows = (text: string): string => restRows(readEvents(text));

/**
 * An event as REST writes it; null where GraphQL says less: an id that it does not tell, an account or a commit that is gone, and kinds of
 * which it is not known how REST writes them.
 */
function asRest(
  event: Record<string, unknown>,
  { number, repositoryId }: { number: number; repositoryId: string | null },
): Row | null {
  const kind = String(event.__typename);
  const known = eventKinds[kind];
  if (!known?.event || repositoryId === null) return null;
  const id = eventIdOf(event.id, { kind, repositoryId });
  const actor = readActor(event.actor);
  const told = known.tell ? known.tell(event, repositoryId) : {};
  if (id === null || actor === null || told === null) return null;
  return { id, issue: { number }, event: known.event, actor, created_at: event.createdAt, commit_id: null, ...told };
}
