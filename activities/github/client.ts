import { RequestError } from '@octokit/request-error';
import { TransportError } from './answer.ts';
import type { Answer } from './answer.ts';
import { graphqlUrl, isOfApi } from '../../github-api.ts';
import { createApiServer } from './api-server.ts';
import type { ApiServer } from './api-server.ts';
import { machineClock } from './clock.ts';
import type { Now } from './clock.ts';
import type { Authorization } from './credentials.ts';
import { createOctokit } from './create-octokit.ts';
import { versionHeader } from './negotiate.ts';

const timeoutMs = 30_000;

const utf8 = new TextDecoder();

/** A question in GraphQL; its variables hold what people have named. */
export interface GraphqlQuery {
  query: string;
  variables: Readonly<Record<string, string | number | null>>;
}

export interface GitHubRequest {
  /** Absolute, at the API's own origin; of a query the address of GraphQL. */
  url: string;
  /** Sent as a POST; absent: a GET. */
  query?: GraphqlQuery;
  authorization: Authorization;
  etag?: string | null;
  signal?: AbortSignal;
}

export type GitHub = ReturnType<typeof createGitHub>;

/**
 * Requests to one GitHub API: no retry, no redirect, no parsing; those are decisions of the caller.
 *
 * @param apiUrl `https://api.github.com` or `https://HOST/api/v3`
 * @param server what is known of it, shared by all that ask it; default: nothing
 * @param now the time where an answer does not tell it; default: this machine's
 */
export function createGitHub({
  apiUrl,
  server = createApiServer(),
  now = machineClock,
}: {
  apiUrl: string;
  server?: ApiServer;
  now?: Now;
}) {
  const octokit = createOctokit(apiUrl, server);
  const ownGraphqlUrl = graphqlUrl(apiUrl);

  /** A name for everything besides the URL that an ETag depends on (GitHub: ETags belong to one token and version). */
  function etagKey(url: string, authorization: Authorization): string {
    return `${server.version()} ${authorization.tokenFingerprint} ${url}`;
  }

  async function toAnswer(
    url: string,
    status: number,
    headers: Record<string, unknown>,
    text: string,
  ): Promise<Answer> {
    const date = Date.parse(String(headers.date));
    return { url, status, headers: headers as Answer['headers'], text, date: Number.isNaN(date) ? await now() : date };
  }

  /**
   * @returns whatever GitHub answered, also errors, redirects and 304
   * @throws TransportError when no whole answer came, or the URL leaves the API (a token must not)
   */
  async function send({ url, query, authorization, etag, signal }: GitHubRequest): Promise<Answer> {
    if (query ? url !== ownGraphqlUrl : !isOfApi(apiUrl, url))
      throw new TransportError(`GitHub pointed to another server than ${apiUrl}.`);
    // The version that the ETag belongs to.
    const headers: Record<string, string> = { [versionHeader]: server.version() };
    if (authorization.header) headers.authorization = authorization.header;
    if (etag) headers['if-none-match'] = etag;
    // Node ids of old things in the form that new ones have.
    if (query) headers['x-github-next-global-id'] = '1';
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await octokit.request({
        ...(query ? { method: 'POST', data: query } : { method: 'GET' }),
        url,
        headers,
        request: {
          parseSuccessResponseBody: false,
          redirect: 'manual',
          signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        },
      });
      return await toAnswer(url, response.status, response.headers, await readText(response.data));
    } catch (error) {
      if (error instanceof RequestError && error.response) {
        const { status, headers: received, data } = error.response;
        return await toAnswer(url, status, received, typeof data === 'string' ? data : JSON.stringify(data ?? ''));
      }
      signal?.throwIfAborted();
      throw new TransportError(transportReason(error, deadline));
    }
  }

  return { apiUrl, graphqlUrl: ownGraphqlUrl, send, etagKey };
}

/** @param body as Octokit gives it unparsed: a stream, or nothing at all */
async function readText(body: unknown): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return utf8.decode(Buffer.concat(chunks));
}

function transportReason(error: unknown, deadline: AbortSignal): string {
  if (deadline.aborted) return `GitHub gave no answer within ${timeoutMs / 1000} s.`;
  // The innermost tells: "fetch failed" is caused by a name that is not found, or a connection that was refused.
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return `The answer from GitHub broke off or never came (${detail}).`;
}
