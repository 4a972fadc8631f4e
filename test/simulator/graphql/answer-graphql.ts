import { execute, GraphQLError, parse, validate } from 'graphql';
import type { DocumentNode } from 'graphql';
import { json, refusal, type Answer } from '../http/answer.ts';
import { maySee } from '../routes/access.ts';
import type { RouteContext } from '../routes/context.ts';
import type { Repository } from '../world.ts';
import { costOf, typed, type QueryCost } from './cost.ts';
import { numbered, readNodeId, type NumberedType } from './numbered.ts';
import { githubSchema } from './schema.ts';

/** What a token must be allowed to read by REST, to read it here. */
const routes = {
  Issue: 'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
  PullRequest: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
} as const;

/** POST /graphql: what GitHub's own schema takes, as far as the world has it. */
export function answerGraphql(context: RouteContext): Answer {
  const { bucket, caller, options } = context;
  if (caller.kind === 'anonymous') return refusal(401, 'This endpoint requires you to be authenticated.');
  if (bucket.used >= bucket.limit) {
    const message = 'API rate limit exceeded for user ID 1.';
    return json(200, { errors: [{ type: 'RATE_LIMITED', message }] }, { identity: null, isFree: true });
  }
  const read = readQuery(context.body);
  if ('refused' in read) return read.refused;
  const { document, variables } = read;
  const faults = validate(githubSchema(), document);
  if (faults.length > 0) return answered({ errors: faults.map(unknownField) }, 1);
  try {
    const cost = costOf(document);
    const { mostRequests = Infinity } = options.graphql || {};
    if (cost.requests > mostRequests) return refusal(502, 'Server Error');
    return run(context, document, { variables, cost });
  } catch (error) {
    if (error instanceof GraphQLError) return answered({ errors: [asGitHub(error)] }, 1);
    throw error;
  }
}

/** Errors of a query that the schema does not know have a code. */
function unknownField({ message, locations }: GraphQLError) {
  return { path: ['query'], extensions: { code: 'undefinedField' }, locations, message };
}

function readQuery(
  given: string,
): { document: DocumentNode; variables: Record<string, unknown> } | { refused: Answer } {
  try {
    const { query, variables } = JSON.parse(given) as { query: string; variables?: Record<string, unknown> };
    return { document: parse(query), variables: variables ?? {} };
  } catch (error) {
    return { refused: refusal(400, `Problems parsing JSON or the query: ${String(error)}`) };
  }
}

function run(
  context: RouteContext,
  document: DocumentNode,
  { variables, cost }: { variables: Record<string, unknown>; cost: QueryCost },
): Answer {
  const { world, bucket } = context;
  const rootValue = {
    rateLimit: {
      cost: cost.points,
      limit: bucket.limit,
      nodeCount: cost.nodes,
      used: bucket.used + cost.points,
      remaining: Math.max(bucket.limit - bucket.used - cost.points, 0),
      resetAt: new Date(bucket.resetAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
    repository({ owner, name }: { owner: string; name: string }) {
      const found = world.findByName(`${owner}/${name}`)?.repository;
      if (!found || !maySee(context, found) || world.barrier(found.id)) {
        throw typed('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      refuseSignOn(context, found);
      return {
        databaseId: found.id,
        issue: ({ number }: { number: number }) => find(context, found, 'Issue', number),
        pullRequest: ({ number }: { number: number }) => find(context, found, 'PullRequest', number),
      };
    },
    node({ id }: { id: string }) {
      const named = readNodeId(id);
      const found = named && world.findById(named.repositoryId);
      if (!found) throw typed('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
      return find(context, found, named.type, named.number);
    },
  };
  // Nothing of it waits, so it is no promise.
  const result = execute({ schema: githubSchema(), document, rootValue, variableValues: variables });
  if ('then' in result) throw new Error('A resolver of the simulator waits.');
  const { data, errors } = result;
  for (const { originalError } of errors ?? []) if (originalError && !isTyped(originalError)) throw originalError;
  return answered({ data, ...(errors && { errors: errors.map(asGitHub) }) }, cost.points);
}

function isTyped(error: Error): boolean {
  return error instanceof GraphQLError && typeof error.extensions.type === 'string';
}

function find(context: RouteContext, repository: Repository, type: NumberedType, number: number) {
  const { world, caller } = context;
  if (world.isForbidden(repository.id, routes[type])) {
    const holder = caller.kind === 'installation' ? 'integration' : 'personal access token';
    throw typed('FORBIDDEN', `Resource not accessible by ${holder}`);
  }
  return numbered(context, repository, type, number);
}

function refuseSignOn({ world }: RouteContext, { facts }: Repository): void {
  if (!world.needsSignOn(facts.owner.login)) return;
  const words = 'Resource protected by organization SAML enforcement. You must grant your OAuth token access.';
  throw typed('FORBIDDEN', words, { saml_failure: true });
}

/** GitHub has the kind of an error beside its message. */
function asGitHub({ message, path, locations, extensions }: GraphQLError) {
  const { type, ...rest } = extensions;
  return { type, path, ...(Object.keys(rest).length > 0 && { extensions: rest }), locations, message };
}

function answered(body: object, cost: number): Answer {
  return json(200, body, { identity: null, cost });
}
