import { json, refusal, type Answer } from '../http/answer.ts';
import type { RouteContext } from './context.ts';

/** GET /rate_limit: free; 2026-03-10 has no `rate`. An Enterprise Server that counts nothing says so. */
export function getRateLimit({ bucket, version, world, caller, options }: RouteContext): Answer {
  if (options.enterprise && !options.rateLimiting) return refusal(404, 'Rate limiting is not enabled.');
  const reset = Math.floor(bucket.resetAt / 1000);
  const core = { limit: bucket.limit, used: bucket.used, remaining: Math.max(bucket.limit - bucket.used, 0), reset };
  const soon = Math.floor(world.clock().getTime() / 1000);
  const unused = (limit: number, seconds: number) => ({ limit, used: 0, remaining: limit, reset: soon + seconds });
  const isKnown = caller.kind !== 'anonymous';
  const resources = { core, search: unused(isKnown ? 30 : 10, 60), graphql: unused(isKnown ? 5000 : 0, 3600) };
  const body = version === '2022-11-28' ? { resources, rate: core } : { resources };
  return json(200, body, { isFree: true, identity: null });
}
