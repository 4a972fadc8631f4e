import type { Fault, ReplacingKind } from '../faults.ts';
import { movedTo } from '../routes/moved-to.ts';
import { json, refusal, type Answer } from './answer.ts';
import type { Caller } from './credentials.ts';
import { primaryRefusal, secondaryRefusal } from './limits.ts';

interface Circumstances {
  caller: Caller;
  address: string;
  /** Epoch milliseconds. */
  now: number;
  /** What was asked for, without query. */
  url: string;
}

const unicorn =
  '<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body><p>No server is available.</p></body></html>\n';

const nginx = (status: number) =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

/** What only GitHub's API itself puts into an answer. */
const marksOfGitHub = [
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-ratelimit-used',
  'x-ratelimit-resource',
  'x-github-request-id',
  'x-github-media-type',
  'x-github-api-version-selected',
];

/** The answer that a fault puts in the place of the true one. */
export function faultyAnswer(fault: Fault & { kind: ReplacingKind }, circumstances: Circumstances): Answer {
  return withHeaders(plainAnswer(fault, circumstances), fault.headers);
}

/** Adds a fault's own headers to an answer. */
export function withHeaders(answer: Answer, headers: Fault['headers']): Answer {
  return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
}

function plainAnswer(fault: Fault & { kind: ReplacingKind }, { caller, address, now, url }: Circumstances): Answer {
  const text = (status: number, body: string, headers?: Fault['headers']): Answer => ({
    status,
    body,
    identity: null,
    ...(headers ? { headers } : {}),
  });
  switch (fault.kind) {
    case 'status':
      return statusAnswer(fault.status ?? 502, fault.body);
    case 'html':
      return text(fault.status ?? 502, unicorn, { 'content-type': 'text/html; charset=utf-8' });
    case 'empty':
      return text(200, '');
    case 'space':
      return text(200, ' ');
    case 'invalid-json':
      return text(200, '[{"id": 1, "number": ');
    case 'balanced-json':
      // A list that is whole by its brackets, whose rows have all that a page needs, and still no JSON.
      return text(200, '[{"id": 1, "updated_at": "2026-01-01T00:00:00Z", "number": }]');
    case 'not-array':
      return json(200, { message: 'Something else' }, { identity: null });
    case 'computing':
      return text(202, '{}');
    case 'redirect-loop':
      return movedTo(url);
    case 'secondary-limit':
      return secondaryRefusal(fault.as ?? 403, fault.retryAfter === undefined ? 60 : fault.retryAfter);
    case 'worded-limit':
      return primaryRefusal(fault.status ?? 403, caller, address);
    case 'gateway':
      return text(fault.status ?? 403, nginx(fault.status ?? 403), {
        ...Object.fromEntries(marksOfGitHub.map((name) => [name, null])),
        server: 'nginx',
        'content-type': 'text/html',
      });
    case 'primary-limit': {
      const reset = Math.ceil(now / 1000) + (fault.resetInSeconds ?? 60);
      const exhausted = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
      return withHeaders(primaryRefusal(fault.as ?? 403, caller, address), exhausted);
    }
  }
}

function statusAnswer(status: number, body: unknown): Answer {
  if (body === undefined) return refusal(status, status >= 500 ? 'Server Error' : 'Not as it should be');
  if (typeof body === 'string') return { status, body, identity: null };
  return json(status, body, { identity: null });
}
