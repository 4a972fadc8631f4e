import type { IncomingMessage } from 'node:http';
import { hashToken, readToken } from './http/credentials.ts';

/** One request as tests see it. It is in the list from its arrival; status, billed and bytes follow with the answer. */
export interface LoggedRequest {
  index: number;
  method: string;
  /** Without query. */
  path: string;
  query: Record<string, string>;
  /** The documented route, by name whichever form was used; for an unknown path the method and the path. */
  route: string;
  /** 0 until answered, and for ever where the connection was reset. */
  status: number;
  /** Whether it cost something of the primary limit: a request, or points of GraphQL. */
  billed: boolean;
  /** How much. */
  cost: number;
  /** What GraphQL was asked, as it came; absent: it was not. */
  graphql?: string;
  /** Whether If-None-Match was sent. */
  conditional: boolean;
  /** Short hash, never the token. */
  token: string | null;
  /** By the world's clock, ISO. */
  at: string;
  /** Of the whole body, before compression. */
  bytes: number;
  /** Request headers; authorization is replaced. */
  headers: Record<string, string>;
}

/** The log's entry for a request that has just arrived. */
export function logEntry(index: number, request: IncomingMessage, url: URL, route: string, at: Date): LoggedRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const { authorization } = request.headers;
  const token = readToken(authorization);
  return {
    index,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    route,
    status: 0,
    billed: false,
    cost: 0,
    conditional: request.headers['if-none-match'] !== undefined,
    token: token === null ? null : hashToken(token),
    at: at.toISOString(),
    bytes: 0,
    headers: { ...Object.fromEntries(headers), ...(authorization ? { authorization: '[redacted]' } : {}) },
  };
}
