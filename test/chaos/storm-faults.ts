import type { Fault } from '../simulator/faults.ts';
import type { seededRandom } from '../support/random.ts';
import { shuffled } from './shuffled.ts';

const base = 'GET /repos/{owner}/{repo}';

/** Everything that is asked of a repository, and how many requests of it come at least, or nearly so. */
export const stormRoutes: Record<string, number> = {
  '': 2,
  '/issues': 8,
  '/pulls': 2,
  '/pulls/{pull_number}/reviews': 40,
  '/pulls/comments': 2,
  '/issues/comments': 20,
  '/issues/events': 15,
  '/labels': 1,
  '/milestones': 1,
  '/releases': 1,
  '/forks': 1,
  '/deployments': 1,
  '/commits': 3,
  '/stargazers/history': 3,
  '/stats/contributors': 2,
};

/** What GitHub may do to any answer; limits are short, so that a run waits for seconds only. */
export const stormFaults: Omit<Fault, 'route' | 'page'>[] = [
  { kind: 'primary-limit', as: 403, resetInSeconds: 1 },
  { kind: 'primary-limit', as: 429, resetInSeconds: 1 },
  { kind: 'secondary-limit', as: 403, retryAfter: 1 },
  { kind: 'secondary-limit', as: 429, retryAfter: 1 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'html' },
  { kind: 'cut' },
  { kind: 'cut-chunked' },
  { kind: 'reset' },
  { kind: 'empty' },
  { kind: 'invalid-json' },
  { kind: 'wrong-type' },
  { kind: 'stall', ms: 700 },
];

/** Every route has a fault and every fault a route; where there are more routes than faults, some faults come twice. */
export function planFaults(random: ReturnType<typeof seededRandom>): Fault[] {
  const chosen = shuffled(stormFaults, random);
  return Object.entries(stormRoutes).map(([route, requests], index) => {
    const fault = chosen[index % chosen.length]!;
    return { ...fault, route: base + route, page: 1 + random.below(requests) };
  });
}

/** One of the first two queries of GraphQL, which reviews are read by; drawn by itself, so that the other faults of a seed stay. */
export function planGraphqlFault(random: ReturnType<typeof seededRandom>): Fault {
  return { ...random.pick(stormFaults), route: 'POST /graphql', page: 1 + random.below(2) };
}
