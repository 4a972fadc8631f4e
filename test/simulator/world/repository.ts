import { createContributorStats, seedContributors } from './contributor-stats.ts';
import { fromInstant } from './instant.ts';
import type { ApiVersion, IssueJson } from './issue-json.ts';
import { createIssueChanges } from './issue-changes.ts';
import { createIssueStore } from './issue-store.ts';
import { createIssueTexts } from './issue-texts.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { RepositoryOptions } from './repository-options.ts';
import type { RepositoryFacts } from './repository-json.ts';
import { seedIssues } from './seed-issues.ts';

const day = 86_400_000;

/** A repository that tests read (the truth) and change; each change is stamped by the world's clock. */
export function createRepository(context: RepositoryContext, options: RepositoryOptions & { id: number }) {
  const until = options.until === undefined ? Math.floor(context.now() / day) * day : fromInstant(options.until);
  const from = options.from === undefined ? until - 3 * 365 * day : fromInstant(options.from);
  const { users } = context;
  const store = createIssueStore();
  const seed = `${context.seed}-${options.name.toLowerCase()}`;
  const stats = createContributorStats(seed);
  const facts: RepositoryFacts & { disabledList: 'gone' | 'pull-requests'; statsPendingCalls: number | null } = {
    id: options.id,
    name: options.name,
    owner: users.named(options.owner),
    description: options.description ?? null,
    archived: options.archived ?? false,
    fork: options.fork ?? false,
    hasIssues: options.hasIssues ?? true,
    hasPullRequests: options.hasPullRequests ?? true,
    stars: options.stars ?? 0,
    forks: 0,
    subscribers: 0,
    size: 100,
    get openIssuesCount() {
      return store.openCount();
    },
    createdAt: from,
    updatedAt: until,
    pushedAt: until,
    disabledList: options.disabledList ?? 'gone',
    statsPendingCalls: options.statsPendingCalls ?? null,
  };
  const fullName = () => `${facts.owner.login}/${facts.name}`;
  const texts = createIssueTexts(() => ({ fullName: fullName(), owner: facts.owner }));
  const { must, seedIssue, ...changes } = createIssueChanges(context, {
    repositoryId: options.id,
    store,
    fullName,
    owner: () => facts.owner,
  });
  let pushes = 0;
  let nameVersion = 0;

  /** Commits to the default branch now. Author: a login, null for commits without an account; default the owner. */
  function push(author: string | null = facts.owner.login, commits = 1): void {
    stats.commit(author === null ? null : users.named(author), context.now(), commits);
    pushes += 1;
    facts.pushedAt = facts.updatedAt = fromInstant(new Date(context.now()));
    context.record('pushed', fullName());
  }

  /** Changes what the repository's own route shows (archived, hasIssues, stars, description …). */
  function set(changed: Partial<Omit<typeof facts, 'openIssuesCount' | 'id'>>): void {
    Object.assign(facts, { updatedAt: fromInstant(new Date(context.now())) }, changed);
    nameVersion += 1;
    texts.forget();
    context.record('changed', fullName());
  }

  /** The present issues as the API would show them. */
  function* issues(version: ApiVersion = '2026-03-10'): Iterable<IssueJson> {
    for (const state of store.present()) yield JSON.parse(texts.text(state, version)) as IssueJson;
  }

  const people = options.empty ? 0 : (options.contributors ?? 3);
  const share = options.pullRequestShare ?? 0.3;
  const plan = { seed, count: options.issues ?? 0, people, pullRequestShare: share, from, until };
  for (const draft of seedIssues(plan)) seedIssue(draft, until);
  const joinedBy = options.joinedBy === undefined ? from + (until - from) * 0.95 : fromInstant(options.joinedBy);
  seedContributors(stats, users, seed, { count: people, from, joinedBy, until });

  return {
    id: options.id,
    facts: facts as Readonly<typeof facts>,
    store,
    stats,
    get fullName() {
      return fullName();
    },
    get openIssuesCount() {
      return store.openCount();
    },
    /** Grows with what every text of this repository contains. */
    get nameVersion() {
      return nameVersion;
    },
    get pushes() {
      return pushes;
    },
    issueText: texts.text,
    issue: (number: number) => JSON.parse(texts.text(must(number), '2026-03-10')) as IssueJson,
    issues,
    ...changes,
    push,
    set,
    setContributorStats: (rows: readonly unknown[]) => {
      stats.record(rows);
      pushes += 1;
    },
  };
}

export type Repository = ReturnType<typeof createRepository>;
