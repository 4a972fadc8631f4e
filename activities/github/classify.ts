import type { State } from '../../workflows/contract.ts';
import { errorMessage } from './answer.ts';
import type { Answer } from './answer.ts';

/** What an answer means for the caller; every kind has one consequence. */
export type Verdict =
  | { kind: 'ok' }
  | { kind: 'not-modified' }
  | { kind: 'computing' }
  | { kind: 'empty' }
  | { kind: 'moved'; location: string }
  | { kind: 'limited'; limit: 'primary' | 'secondary'; waitMs: number; isGrowing: boolean; reason: string }
  | { kind: 'refused'; state: State; reason: string }
  | { kind: 'depth'; reason: string }
  | { kind: 'transient'; reason: string };

const minute = 60_000;

/**
 * GitHub's answer by status, headers and text; 403 and 429 mean different things by their headers.
 * Sources: GitHub, "Rate limits for the REST API", "Best practices", "Troubleshooting the REST API".
 *
 * @param answer as it came, whole
 */
export function classify(answer: Answer): Verdict {
  const { status } = answer;
  if (status === 304) return { kind: 'not-modified' };
  if (status === 200) return classifySuccess(answer);
  if (status === 202) return { kind: 'computing' };
  if (status === 204) return { kind: 'empty' };
  if (status === 301 || status === 302 || status === 307 || status === 308) return classifyMove(answer);
  if (status === 403 || status === 429) return classifyForbidden(answer);
  if (status >= 500) return { kind: 'transient', reason: `GitHub answered ${status}.` };
  return classifyRefusal(answer, errorMessage(answer));
}

function classifySuccess(answer: Answer): Verdict {
  const type = answer.headers['content-type'] ?? '';
  if (!type.includes('json')) {
    return { kind: 'transient', reason: `GitHub answered 200 with ${type || 'no content type'} instead of JSON.` };
  }
  if (answer.text.trim() === '') return { kind: 'transient', reason: 'GitHub answered 200 with an empty body.' };
  return { kind: 'ok' };
}

function classifyMove({ headers, status }: Answer): Verdict {
  if (headers.location) return { kind: 'moved', location: headers.location };
  return { kind: 'transient', reason: `GitHub answered ${status} without saying where to.` };
}

function classifyForbidden(answer: Answer): Verdict {
  const { headers, status } = answer;
  const message = errorMessage(answer);
  const retryAfter = Number.parseFloat(headers['retry-after'] ?? '');
  if (Number.isFinite(retryAfter) || /secondary rate limit|abuse detection/i.test(message)) {
    const isGrowing = !Number.isFinite(retryAfter);
    const waitMs = isGrowing ? minute : Math.max(1000, retryAfter * 1000);
    const reason = `GitHub's secondary rate limit (${status}).`;
    return { kind: 'limited', limit: 'secondary', waitMs, isGrowing, reason };
  }
  if (headers['x-ratelimit-remaining'] === '0') {
    // By GitHub's own clock, so that a wrong one here neither hammers nor oversleeps.
    const reset = Number(headers['x-ratelimit-reset']) * 1000 - answer.date;
    const waitMs = Number.isFinite(reset) ? Math.max(1000, reset + 1000) : minute;
    const quota = headers['x-ratelimit-limit'];
    const reason = `GitHub's rate limit of ${quota ?? 'this hour'} requests an hour is used up.`;
    return { kind: 'limited', limit: 'primary', waitMs, isGrowing: false, reason };
  }
  if (status === 429) {
    const reason = 'GitHub asks to slow down (429).';
    return { kind: 'limited', limit: 'secondary', waitMs: minute, isGrowing: true, reason };
  }
  if (/access blocked/i.test(message)) {
    return { kind: 'refused', state: 'blocked', reason: `GitHub has blocked this repository (403: ${message}).` };
  }
  return { kind: 'refused', state: 'forbidden', reason: forbiddenReason(answer, message) };
}

function forbiddenReason({ headers }: Answer, message: string): string {
  const needed = headers['x-accepted-github-permissions'];
  if (needed) return `The token lacks a permission: ${needed} (403: ${message}).`;
  const sso = /url=(\S+)/.exec(headers['x-github-sso'] ?? '')?.[1];
  if (sso) return `The token must be authorised for the organization's single sign-on (403): ${sso}`;
  return `GitHub forbids this to the token (403: ${message || 'no reason given'}).`;
}

function classifyRefusal({ status }: Answer, message: string): Verdict {
  const said = message ? `${status}: ${message}` : String(status);
  switch (status) {
    case 401:
      return { kind: 'refused', state: 'failed', reason: `GitHub refuses the token (${said}); check GITHUB_TOKEN.` };
    case 404:
      return { kind: 'refused', state: 'missing', reason: `Missing, or invisible to this token (${said}).` };
    case 409:
      return { kind: 'empty' };
    case 410:
      return classifyGone(said);
    case 422:
      if (/paginat|cursor/i.test(message)) return { kind: 'depth', reason: `GitHub pages no deeper here (${said}).` };
      break;
    case 451:
      return { kind: 'refused', state: 'blocked', reason: `Unavailable for legal reasons (${said}).` };
  }
  return { kind: 'refused', state: 'failed', reason: `GitHub does not accept this request (${said}).` };
}

function classifyGone(said: string): Verdict {
  if (/disabled/i.test(said)) return { kind: 'refused', state: 'disabled', reason: `Issues are disabled (${said}).` };
  if (/version/i.test(said)) {
    return { kind: 'refused', state: 'failed', reason: `GitHub retired this API version (${said}): update Repometer.` };
  }
  return { kind: 'refused', state: 'gone', reason: `Deleted (${said}).` };
}
