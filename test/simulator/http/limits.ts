import { refusal, type Answer } from './answer.ts';
import type { Caller } from './credentials.ts';

const oneHour = 3_600_000;
const oneMinute = 60_000;

export interface SecondaryOptions {
  /** Points a minute (a GET costs 1, a POST 5, a query of GraphQL 1); default 900, of GraphQL 2,000. */
  pointsPerMinute?: number;
  /** Requests at the same time; default 100. */
  concurrency?: number;
  /** Status of the refusal; default 403. */
  as?: 403 | 429;
  /** Seconds in retry-after; null: the header is missing. Default: what is left of the minute. */
  retryAfter?: number | null;
}

/** GitHub's names of what is counted apart: requests, and points of GraphQL. */
export type CountedResource = 'core' | 'graphql';

export interface Bucket {
  resource: CountedResource;
  limit: number;
  used: number;
  /** Epoch milliseconds. */
  resetAt: number;
}

const usualPoints: Record<CountedResource, number> = { core: 900, graphql: 2_000 };

const wordsOfPrimary = (caller: Caller, address: string) =>
  caller.kind === 'anonymous'
    ? `API rate limit exceeded for ${address}. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)`
    : `API rate limit exceeded for ${caller.kind === 'user' ? 'user ID 1' : 'installation ID 1'}.`;

/** A primary limit's refusal, by its headers and words. */
export function primaryRefusal(status: number, caller: Caller, address: string): Answer {
  return refusal(status, wordsOfPrimary(caller, address), {
    url: 'https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting',
  });
}

/** A secondary limit's refusal; `retryAfter` in seconds, null without the header. */
export function secondaryRefusal(status: 403 | 429, retryAfter: number | null): Answer {
  const words = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return refusal(status, words, {
    url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
    headers: retryAfter === null ? {} : { 'retry-after': String(retryAfter) },
  });
}

/** Primary buckets of an hour and secondary points of a minute, by the world's clock. */
export function createLimits(now: () => number) {
  const buckets = new Map<string, Bucket>();
  const minutes = new Map<string, { startedAt: number; points: number }>();
  const inFlight = new Map<string, number>();

  /** The caller's bucket as of now; `limit` requests an hour. A new hour starts with the first request after a reset. */
  function bucket(caller: string, limit: number, resource: CountedResource = 'core'): Bucket {
    const name = `${resource} ${caller}`;
    const known = buckets.get(name);
    if (known && known.resetAt > now()) {
      known.limit = limit;
      return known;
    }
    const fresh = { resource, limit, used: 0, resetAt: (Math.floor(now() / 1000) + 1) * 1000 + oneHour };
    buckets.set(name, fresh);
    return fresh;
  }

  function secondary(
    name: string,
    points: number,
    { resource = 'core', ...options }: SecondaryOptions & { resource?: CountedResource },
  ): Answer | null {
    const minuteOf = `${resource} ${name}`;
    const known = minutes.get(minuteOf);
    const minute = known && now() - known.startedAt < oneMinute ? known : { startedAt: now(), points: 0 };
    minutes.set(minuteOf, minute);
    const isTooFast = minute.points + points > (options.pointsPerMinute ?? usualPoints[resource]);
    const isTooMany = (inFlight.get(name) ?? 0) > (options.concurrency ?? 100);
    if (!isTooFast && !isTooMany) {
      minute.points += points;
      return null;
    }
    const left = Math.ceil((minute.startedAt + oneMinute - now()) / 1000);
    return secondaryRefusal(options.as ?? 403, options.retryAfter === undefined ? left : options.retryAfter);
  }

  /** Counts a request as running until the returned function is called. */
  function enter(name: string): () => void {
    inFlight.set(name, (inFlight.get(name) ?? 0) + 1);
    return () => inFlight.set(name, (inFlight.get(name) ?? 1) - 1);
  }

  /** Forgets all that was used, as if an hour had passed. */
  function reset(): void {
    buckets.clear();
    minutes.clear();
  }
  return { bucket, secondary, enter, reset };
}

export type Limits = ReturnType<typeof createLimits>;

/** The five headers of a bucket. */
export function rateLimitHeaders({ resource, limit, used, resetAt }: Bucket): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(limit - used, 0)),
    'x-ratelimit-reset': String(Math.floor(resetAt / 1000)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': resource,
  };
}
