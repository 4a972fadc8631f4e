import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import type { ApiServer, AskServer } from './api-server.ts';

type Request = Required<Parameters<Octokit['request']['endpoint']['parse']>[0]>;
interface Response {
  status: number;
  url: string;
  headers: Record<string, string | number | undefined>;
  data: unknown;
}
type Send = (request: Request) => Response | Promise<Response>;

/** The header that names the version of the API that a request speaks. */
export const versionHeader = 'x-github-api-version';

/**
 * A hook around every request: it speaks the version that the server knows, and where that is refused, sends the request once
 * more in the one that the refusal names.
 */
export function negotiate(server: ApiServer) {
  return async (send: Send, request: Request): Promise<Response> => {
    if (server.isLookDue()) await server.look(askBeside(request));
    const version = server.version();
    speak(request, version);
    try {
      const response = await send(request);
      await server.hear(response.headers);
      return response;
    } catch (error) {
      if (!(error instanceof RequestError) || !error.response) throw error;
      const { status, headers, data } = error.response;
      const text = typeof data === 'string' ? data : JSON.stringify(data ?? '');
      const instead = await server.refuse(version, { status, headers, text });
      if (instead === null) {
        await server.hear(headers);
        throw error;
      }
      speak(request, instead);
      return await send(request);
    }
  };
}

/**
 * Changes a request to another version; an ETag belongs to the version that it was given in. In its place, since the hooks
 * behind this one hold the same object, whatever they are given.
 */
function speak({ headers }: Request, version: string): void {
  const { [versionHeader]: spoken = version } = headers;
  if (spoken !== version) delete headers['if-none-match'];
  headers[versionHeader] = version;
}

/** Asks the server about itself as a request's own caller. */
function askBeside({ baseUrl, headers: { 'if-none-match': _, ...own }, request }: Request): AskServer {
  return async (path, version) => {
    const headers = new Headers(
      Object.entries({ ...own, [versionHeader]: version }).map(([name, value]) => [name, String(value)]),
    );
    const { signal } = request;
    const response = await fetch(`${baseUrl}${path}`, { headers, redirect: 'manual', ...(signal && { signal }) });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  };
}
