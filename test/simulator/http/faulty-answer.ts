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

/** The answer that a fault puts in the place of the true one. */
export function faultyAnswer(fault: Fault & { kind: ReplacingKind }, circumstances: Circumstances): Answer {
  return withHeaders(plainAnswer(fault, circumstances), fault.headers);
}

/** Adds a fault's own headers to an answer. */
export function withHeaders(answer: Answer, headers: Record<string, string> | undefined): Answer {
  return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
}

function plainAnswer(fault: Fault & { kind: ReplacingKind }, { caller, address, now, url }: Circumstances): Answer {
  const text = (status: number, body: string, headers?: Record<string, string>): Answer => ({
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
