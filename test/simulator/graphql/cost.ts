import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** What a query asks for, counted on its shape alone. */
export interface QueryCost {
  /** Requests that fill each connection once for each of its parents. */
  requests: number;
  nodes: number;
  /** Points: requests by the hundred, one at least. */
  points: number;
}

const mostNodes = 500_000;

/**
 * What GitHub charges ("Rate limits and query limits for the GraphQL API"): of each connection as many requests as its parents have
 * nodes, together, by the hundred.
 *
 * @throws GraphQLError with GitHub's type for a page beyond its bounds, or too many nodes
 */
export function costOf(document: DocumentNode): QueryCost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const total = { requests: 0, nodes: 0 };

  function count({ selections }: SelectionSetNode, parents: number): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) count(fragment.selectionSet, parents);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) count(selection.selectionSet, parents);
      else if (selection.selectionSet) countField(selection, selection.selectionSet, parents);
    }
  }

  function countField(field: FieldNode, selected: SelectionSetNode, parents: number): void {
    const size = pageSize(field);
    if (size === null) return count(selected, parents);
    total.requests += parents;
    total.nodes += parents * size;
    count(selected, parents * size);
  }

  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) count(node.selectionSet, 1);
  }
  if (total.nodes > mostNodes) {
    const words = `This query requests up to ${total.nodes} possible nodes which exceeds the maximum limit of ${mostNodes}.`;
    throw typed('MAX_NODE_LIMIT_EXCEEDED', words);
  }
  return { ...total, points: Math.max(1, Math.round(total.requests / 100)) };
}

/** How many a connection is asked for; null: the field is none. */
function pageSize({ name, arguments: given = [] }: FieldNode): number | null {
  const bound = given.find((argument) => argument.name.value === 'first' || argument.name.value === 'last');
  if (bound?.value.kind !== Kind.INT) return null;
  const size = Number(bound.value.value);
  if (size >= 1 && size <= 100) return size;
  throw typed(
    'EXCESSIVE_PAGINATION',
    `Requesting ${size} records on the \`${name.value}\` connection exceeds the \`first\` limit of 100 records.`,
  );
}

/** An error with GitHub's name of its kind. */
export function typed(type: string, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, type } });
}
