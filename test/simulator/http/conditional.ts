import type { IncomingHttpHeaders } from 'node:http';
import type { ApiVersion } from '../world/issue-json.ts';
import type { Answer } from './answer.ts';
import { etagHash, etagHeader, isUnchanged } from './etag.ts';

interface Circumstances {
  headers: IncomingHttpHeaders;
  token: string | null;
  version: ApiVersion;
}

/** Gives a 200 its ETag, and turns it into a 304 where the request says that it has this answer already. */
export function conditional(answer: Answer, { headers, token, version }: Circumstances): Answer {
  if (answer.status !== 200 || answer.identity === null) return answer;
  const accept = headers.accept ?? '';
  const hash = etagHash({ token, version, accept, identity: answer.identity ?? answer.body });
  const etag = etagHeader(hash, headers['accept-encoding'] as string | undefined);
  const stamped = { ...answer, headers: { ...answer.headers, etag } };
  return isNotModified(headers, hash, answer.lastModified) ? { ...stamped, status: 304, body: '' } : stamped;
}

function isNotModified(headers: IncomingHttpHeaders, hash: string, lastModified: number | undefined): boolean {
  // If-Modified-Since counts only where If-None-Match is absent (RFC 9110, 13.1.3).
  if (headers['if-none-match'] !== undefined) return isUnchanged(headers['if-none-match'], hash);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return lastModified !== undefined && !Number.isNaN(since) && lastModified <= since;
}
