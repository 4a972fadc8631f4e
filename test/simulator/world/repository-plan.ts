import { fromInstant } from './instant.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { RepositoryOptions } from './repository-options.ts';
import type { SeedPlan } from './seed-issues.ts';

const day = 86_400_000;
const year = 365 * day;

export interface RepositoryPlan extends SeedPlan {
  /** The last of its people starts by then, epoch milliseconds. */
  joinedBy: number;
  /** Its stargazers, watchers and forks have come by then: not with the calendar, so that they stay the same. */
  fansUntil: number;
}

/** When a repository's made-up history takes place, and how much of it there is. */
export function planRepository(context: RepositoryContext, options: RepositoryOptions): RepositoryPlan {
  const until = options.until === undefined ? Math.floor(context.now() / day) * day : fromInstant(options.until);
  const from = options.from === undefined ? until - 3 * year : fromInstant(options.from);
  return {
    seed: `${context.seed}-${options.name.toLowerCase()}`,
    count: options.issues ?? 0,
    people: options.empty ? 0 : (options.contributors ?? 3),
    pullRequestShare: options.pullRequestShare ?? 0.3,
    from,
    until,
    joinedBy: options.joinedBy === undefined ? from + (until - from) * 0.95 : fromInstant(options.joinedBy),
    fansUntil: Math.min(until, from + 2 * year),
  };
}
