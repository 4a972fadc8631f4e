import { errorMessage } from './answer.ts';
import type { Answer } from './answer.ts';
import { isPermissionText } from './permission-text.ts';
import type { Verdict } from './verdict.ts';

const minute = 60_000;
const longestToldMs = 24 * 60 * minute;

/** A limit for which GitHub names no time, or one that is over: a minute, and longer each time in a row. */
export const untold = { waitMs: minute, isGrowing: true } as const;

/** Words of limits that come without their headers: of the API, of logins that failed, of pages that cost GitHub much. */
const limitWords =
  /(rate limit|quota) (was |has been |is )?exceeded|exceeded .*(rate limit|quota)|login attempts exceeded|too many|throttled|temporarily|try again (later|in)/i;

/** What a 403 or a 429 of GitHub's own means: both are limits, and a 403 may be a permission too. */
export function classifyForbidden(answer: Answer): Verdict {
  const { status } = answer;
  const message = errorMessage(answer);
  const limit = limitOf(answer, message);
  if (limit) return limit;
  if (/access blocked/i.test(message)) {
    return { kind: 'refused', state: 'blocked', reason: `GitHub has blocked this repository (403: ${message}).` };
  }
  const permission = permissionReason(answer, message);
  if (permission) return { kind: 'refused', state: 'forbidden', reason: permission };
  const reason = `GitHub forbids this, and does not say that it is a permission (${status}: ${message || 'no reason given'}).`;
  return { kind: 'passing', state: hasMarks(answer) ? 'forbidden' : 'limited', reason };
}

/** What every answer of GitHub's own carries; something before it has no reason to. */
function hasMarks({ headers }: Answer): boolean {
  return headers['x-github-request-id'] !== undefined || headers['x-ratelimit-limit'] !== undefined;
}

/**
 * A limit by headers or words, in whatever status GitHub puts it; null where it is none.
 *
 * @param mayBePrimary whether an answer of this kind tells that the quota is used up; GraphQL does so in a 200
 */
export function limitOf(
  { headers, status, date }: Answer,
  message: string,
  mayBePrimary = status === 403 || status === 429,
): Verdict | null {
  const retryAfterMs = retryAfter(headers['retry-after'], date);
  if (retryAfterMs !== null || /secondary rate limit|abuse detection/i.test(message)) {
    const told = retryAfterMs === null || retryAfterMs <= 0 ? untold : { waitMs: retryAfterMs, isGrowing: false };
    const reason = `GitHub's secondary rate limit (${status}).`;
    return { kind: 'limited', limit: 'secondary', ...told, reason };
  }
  if (headers['x-ratelimit-remaining'] === '0' && mayBePrimary) {
    // By GitHub's own clock, so that a wrong one here neither hammers nor oversleeps.
    const leftMs = Number(headers['x-ratelimit-reset'] ?? NaN) * 1000 - date;
    const told = leftMs > 0 ? { waitMs: Math.min(leftMs + 1000, longestToldMs), isGrowing: false } : untold;
    const quota = headers['x-ratelimit-limit'];
    const what = headers['x-ratelimit-resource'] === 'graphql' ? 'points of GraphQL' : 'requests';
    const reason = `GitHub's rate limit of ${quota ?? 'this hour'} ${what} an hour is used up.`;
    return { kind: 'limited', limit: 'primary', ...told, reason };
  }
  if (limitWords.test(message)) {
    const reason = `GitHub says that a limit is exceeded, and not until when (${status}: ${message}).`;
    return { kind: 'limited', limit: 'secondary', ...untold, reason };
  }
  if (status !== 429) return null;
  return { kind: 'limited', limit: 'secondary', ...untold, reason: 'GitHub asks to slow down (429).' };
}

/** @returns milliseconds, from seconds or from an instant by GitHub's clock; null without such a header */
function retryAfter(header: string | undefined, date: number): number | null {
  if (header === undefined || header.trim() === '') return null;
  const ms = Number.isFinite(Number(header)) ? Number(header) * 1000 : Date.parse(header) - date;
  // What cannot be read asks to wait all the same.
  return Number.isNaN(ms) ? 0 : Math.min(ms, longestToldMs);
}

function permissionReason({ headers }: Answer, message: string): string | null {
  const sso = /url=(\S+)/.exec(headers['x-github-sso'] ?? '')?.[1];
  if (sso) return `The token must be authorised for the organization's single sign-on (403): ${sso}`;
  const needed = headers['x-accepted-github-permissions'];
  if (needed) return `The token lacks a permission: ${needed} (403: ${message}).`;
  return isPermissionText(message) ? `GitHub forbids this to the token (403: ${message}).` : null;
}
