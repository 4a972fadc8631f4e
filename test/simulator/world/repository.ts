import { createAudience } from './audience.ts';
import { createCatalogueChanges } from './catalogue-changes.ts';
import { createCommentChanges } from './comment-changes.ts';
import { createCommits, type PushOptions } from './commit-changes.ts';
import { createForks } from './forks.ts';
import { fromInstant } from './instant.ts';
import { createIssueChanges } from './issue-changes.ts';
import { createIssueCore } from './issue-core.ts';
import type { ApiVersion, IssueJson } from './issue-json.ts';
import { createIssueMoves } from './issue-moves.ts';
import { createIssueStore } from './issue-store.ts';
import { createIssueTexts } from './issue-texts.ts';
import { createOutsideChanges } from './outside-changes.ts';
import { createPullChanges } from './pull-changes.ts';
import { createDeployments } from './deployments.ts';
import { createDiscussions } from './discussions.ts';
import { createReleases } from './releases.ts';
import { createRepositoryFacts } from './repository-facts.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { RepositoryOptions } from './repository-options.ts';
import { createReviewChanges } from './review-changes.ts';
import { planRepository } from './repository-plan.ts';
import type { SeedMerge } from './seed-commits.ts';
import { seedIssue } from './seed-issues.ts';

/** A repository that tests read (the truth) and change; each change is stamped by the world's clock. */
export function createRepository(world: RepositoryContext, options: RepositoryOptions & { id: number }) {
  let version = 0;
  const context: RepositoryContext = {
    ...world,
    nextVersion: () => {
      version += 1;
      return world.nextVersion();
    },
  };
  const { users } = context;
  const plan = planRepository(context, options);
  const { seed, from, until, people } = plan;
  const store = createIssueStore();
  const place = { users, seed, repositoryId: options.id, from, until: plan.fansUntil };
  const stars = createAudience({ ...place, kind: 'stargazer', count: options.stars ?? 0 });
  const subscribers = createAudience({ ...place, kind: 'watcher', count: options.subscribers ?? 0 });
  const forks = createForks({ ...place, count: options.forks ?? Math.floor((options.stars ?? 0) / 10) });
  const releases = createReleases({ ...place, people, until });
  const deployments = createDeployments({ ...place, people, until });
  const facts = createRepositoryFacts(context, options, { store, stars, subscribers, forks, from, until });
  const fullName = () => `${facts.owner.login}/${facts.name}`;
  const names: { until: number; fullName: string }[] = [];
  const texts = createIssueTexts(
    () => ({ fullName: fullName(), owner: facts.owner, userText: users.text }),
    context.scratch,
  );
  const core = createIssueCore(context, { repositoryId: options.id, store, plan, fullName });
  const { all: discussions, ...talk } = createDiscussions({
    ...{ context, fullName, takeNumber: store.takeNumber },
    ...{ moment: core.moment, actor: core.actor },
  });
  const { seedIssue: putSeed, issueId, ...changes } = createIssueChanges(core);
  const merges: SeedMerge[] = [];
  let pushes = 0;
  let nameVersion = 0;

  const commits = createCommits(context, {
    crowd: { seed, repositoryId: options.id, count: people, from, joinedBy: plan.joinedBy, until },
    merges: () => merges,
    fullName,
    pushed: (at) => {
      pushes += 1;
      context.nextVersion();
      facts.pushedAt = facts.updatedAt = at;
    },
  });

  /** Makes all texts anew, as after a change of what each contains. */
  function refresh(): void {
    nameVersion += 1;
    context.nextVersion();
    texts.forget();
  }

  /** Changes what the repository's own route shows (archived, hasIssues, stars, description …). */
  function set(changed: Partial<Omit<typeof facts, 'openIssuesCount' | 'id' | 'forks'>>): void {
    if (changed.owner ?? changed.name) names.push({ until: context.now(), fullName: fullName() });
    Object.assign(facts, { updatedAt: fromInstant(new Date(context.now())) }, changed);
    refresh();
    context.record('changed', fullName());
  }

  /** The present issues as the API would show them. */
  function* issues(version: ApiVersion = '2026-03-10'): Iterable<IssueJson> {
    for (const state of store.present()) yield JSON.parse(texts.text(state, version)) as IssueJson;
  }

  for (let number = 1; number <= plan.count; number += 1) {
    const issue = seedIssue(plan, number);
    putSeed(issue, core.threads.seededThread(issue));
    const at = issue.closedAt ?? Infinity;
    const by = context.people.of(users.original(issue.closedBy));
    if (issue.isMerged && at <= until) merges.push({ number, title: issue.title, at, by });
  }

  const owner = () => core.actor();
  const push = (author: string | null = core.actor().login, commitsOfIt = 1) =>
    commits.push({ author, commits: commitsOfIt }, owner());
  return {
    id: options.id,
    facts: facts as Readonly<typeof facts>,
    plan,
    store,
    core,
    commits,
    stats: { answer: commits.stats, isEmpty: commits.isEmpty },
    stars,
    subscribers,
    forks,
    releases,
    deployments,
    discussions,
    labels: core.labels,
    milestones: core.milestones,
    get fullName() {
      return fullName();
    },
    /** What it was called at a moment, in epoch milliseconds. */
    nameAt: (moment: number) => names.find((name) => name.until > moment)?.fullName ?? fullName(),
    get openIssuesCount() {
      return store.openCount();
    },
    /** Grows with every change of this repository. */
    get version() {
      return version;
    },
    /** Grows with what every text of this repository contains. */
    get nameVersion() {
      return nameVersion;
    },
    get pushes() {
      return pushes;
    },
    refresh,
    issueText: texts.text,
    issue: (number: number) => JSON.parse(texts.text(core.must(number), '2026-03-10')) as IssueJson,
    issues,
    ...changes,
    ...talk,
    ...createIssueMoves(core, issueId),
    ...createCommentChanges(core),
    ...createReviewChanges(core),
    ...createCatalogueChanges(core),
    ...createPullChanges({ core, seed, commits, owner: () => facts.owner, edit: changes.edit }),
    ...createOutsideChanges({
      ...{ context, fullName, facts, stars, subscribers, forks, releases, deployments },
      actor: core.actor,
    }),
    /** Commits to the default branch now. Author: a login, null for somebody whose account is gone. */
    push,
    /** The same with an e-mail address that no account owns, at another time, or without changes. */
    pushAs: (push: PushOptions) => commits.push(push, owner()),
    pushBranch: (push: PushOptions = {}) => commits.pushBranch(push, owner()),
    forcePush: (push: PushOptions & { drop?: number; keepOld?: boolean } = {}) => commits.forcePush(push, owner()),
    set,
    setContributorStats: (rows: readonly unknown[]) => {
      commits.record(rows);
      pushes += 1;
    },
  };
}

export type Repository = ReturnType<typeof createRepository>;
