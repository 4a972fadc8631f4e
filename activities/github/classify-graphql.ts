import { isObject, parseJson, TransportError } from './answer.ts';
import type { Answer } from './answer.ts';
import { limitOf, untold } from './classify-forbidden.ts';
import type { Verdict } from './verdict.ts';

/** What GraphQL says beside an answer, or in its place. */
export interface GraphqlError {
  type?: unknown;
  message?: unknown;
  /** Which part of the answer it is about; none: the whole. */
  path?: unknown;
  extensions?: { code?: unknown } | null;
}

/** The one thing of which all parts of an answer are: an error about it is one about all. */
const whole = 1;

/** @returns the errors of an answer of GraphQL's, none where it is whole */
export function graphqlErrors(body: unknown): GraphqlError[] {
  const errors = isObject(body) ? body.errors : undefined;
  return Array.isArray(errors) ? (errors as unknown[]).filter(isObject) : [];
}

/** Whether an error says that one part is not there, or not for this token; any other one may be of the moment. */
function isOfPart({ type, path }: GraphqlError): boolean {
  return isRefusal(type) && Array.isArray(path) && path.length > whole;
}

const isRefusal = (type: unknown) => type === 'NOT_FOUND' || type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES';

const said = ({ message }: GraphqlError) => (typeof message === 'string' ? message.slice(0, 300) : 'no reason given');

/**
 * What a 200 of GraphQL means: it tells limits, refusals and a query that took too long in its body. An answer that lacks single parts
 * because they are not there is `ok`; its errors name them. Every other answer with errors is none.
 * Sources: GitHub, "Rate limits and query limits for the GraphQL API"; GraphQL, "Errors".
 */
export function classifyGraphql(answer: Answer): Verdict {
  const body = parsed(answer);
  const errors = graphqlErrors(body);
  const [first] = errors;
  if (!first) return isObject(body) && isObject(body.data) ? { kind: 'ok' } : none('neither data nor errors');
  const limit = errors.find((error) => error.type === 'RATE_LIMITED' || /rate limit/i.test(said(error)));
  if (limit) return limitOf(answer, said(limit), true) ?? { ...unworded, reason: `GitHub's limit: ${said(limit)}` };
  const unknown = errors.find(({ extensions }) => typeof extensions?.code === 'string');
  if (unknown) return refused('failed', `GitHub's GraphQL does not know what is asked for (${said(unknown)})`);
  if (errors.every(isOfPart)) return { kind: 'ok' };
  const refusal = errors.find((error) => isRefusal(error.type) && !isOfPart(error));
  if (!refusal) return none(said(first));
  return refused(refusal.type === 'NOT_FOUND' ? 'missing' : 'forbidden', `GitHub's GraphQL refuses (${said(refusal)})`);
}

const unworded = { kind: 'limited', limit: 'secondary', ...untold } as const;

function refused(state: 'failed' | 'missing' | 'forbidden', sentence: string): Verdict {
  return { kind: 'refused', state, reason: `${sentence}.` };
}

function none(what: string): Verdict {
  return { kind: 'transient', reason: `GitHub's GraphQL answered with less than was asked for (${what}).` };
}

/** Null where it is no JSON. */
function parsed({ text }: Answer): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof TransportError) return null;
    throw error;
  }
}
