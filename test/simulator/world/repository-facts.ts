import type { Audience } from './audience.ts';
import type { Forks } from './forks.ts';
import type { IssueStore } from './issue-store.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { RepositoryFacts } from './repository-json.ts';
import type { RepositoryOptions } from './repository-options.ts';

interface Sources {
  store: IssueStore;
  stars: Audience;
  subscribers: Audience;
  forks: Forks;
  from: number;
  until: number;
}

export interface AllFacts extends RepositoryFacts {
  disabledList: 'gone' | 'pull-requests';
  statsPendingCalls: number | null;
  /** Null: closed from the day on which GitHub closed them all. */
  areStarsClosed: boolean | null;
  collaborators: readonly string[];
}

/** What the repository's own route shows; the counts follow from what is counted. */
export function createRepositoryFacts(
  { users, organisations, now }: RepositoryContext,
  options: RepositoryOptions & { id: number },
  { store, stars, subscribers, forks, from, until }: Sources,
): AllFacts {
  const isPerson = options.ownerType === 'User';
  return {
    id: options.id,
    name: options.name,
    owner: isPerson ? users.named(options.owner) : organisations.named(options.owner).account,
    description: options.description ?? null,
    archived: options.archived ?? false,
    isPrivate: options.isPrivate ?? false,
    fork: options.fork ?? false,
    hasIssues: options.hasIssues ?? true,
    hasPullRequests: options.hasPullRequests ?? true,
    get stars() {
      return stars.count();
    },
    set stars(count) {
      stars.resize(count, Math.floor(now() / 1000) * 1000);
    },
    get forks() {
      return forks.count();
    },
    get subscribers() {
      return subscribers.count();
    },
    set subscribers(count) {
      subscribers.resize(count, Math.floor(now() / 1000) * 1000);
    },
    size: 100,
    get openIssuesCount() {
      return store.openCount();
    },
    createdAt: from,
    updatedAt: until,
    pushedAt: until,
    disabledList: options.disabledList ?? 'gone',
    statsPendingCalls: options.statsPendingCalls ?? null,
    areStarsClosed: null,
    collaborators: options.collaborators ?? [],
  };
}
