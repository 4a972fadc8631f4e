import { contributorLogin } from './contributor-login.ts';
import type { IssueState } from './issue-state.ts';
import type { Labels } from './label.ts';
import { planThread, type Cast, type ThreadFacts } from './plan-thread.ts';
import { threadAt } from './replay-thread.ts';
import { seedIssue, type SeedIssue, type SeedPlan } from './seed-issues.ts';
import type { Thread } from './thread.ts';
import type { Users } from './user.ts';

interface Place {
  repositoryId: number;
  plan: SeedPlan;
  users: Users;
  labels: Labels;
}

/**
 * Comments, events and reviews by issue. Those of made-up and recorded issues are made anew each time they are asked
 * for, from the seed or from what the issue was when it was added; once a test changes one, its thread is kept.
 */
export function createThreads({ repositoryId, plan, users, labels }: Place) {
  const kept = new Map<number, Thread>();
  const births = new Map<number, IssueState>();
  const cast: Cast = {
    person: (random) => {
      if (random.chance(0.25)) return users.original(`visitor-${random.integer(1, 400)}`);
      return users.original(contributorLogin(plan.seed, random.integer(0, Math.max(plan.people - 1, 3))));
    },
    label: labels.firstAppearance,
  };

  function seededThread(issue: SeedIssue): Thread {
    const facts: ThreadFacts = {
      ...issue,
      repositoryId,
      seed: plan.seed,
      author: issue.author === null ? null : users.original(issue.author),
      assignees: issue.assignees.map((login) => users.original(login)),
      closedBy: users.original(issue.closedBy),
    };
    return threadAt(planThread(facts, cast), plan.until);
  }

  function bornFacts(state: IssueState): ThreadFacts {
    const names = state.labels.map((label) => (typeof label === 'string' ? label : label.name));
    return {
      ...state,
      repositoryId,
      seed: plan.seed,
      author: state.user,
      labels: [...new Set(names)],
      passingLabel: null,
      milestone: state.milestone?.title ?? null,
      isPullRequest: state.pullRequest !== null,
      isDraft: state.pullRequest?.draft ?? false,
      horizon: Math.max(state.updatedAt, state.createdAt),
      isMerged: state.pullRequest !== null && state.pullRequest.mergedAt !== null,
    };
  }

  /** Labels that it had at its birth, which may have another name now. */
  const bornWith = (state: IssueState) => (name: string) => {
    const worn = state.labels.find((label) => typeof label !== 'string' && label.name === name);
    return labels.appearance(name, typeof worn === 'string' ? undefined : worn?.id);
  };

  function get(number: number): Thread {
    const known = kept.get(number);
    if (known) return known;
    const birth = births.get(number);
    if (birth) return planThread(bornFacts(birth), { ...cast, label: bornWith(birth) });
    if (number <= plan.count) return seededThread(seedIssue(plan, number));
    throw new Error(`nothing is known of number ${number}`);
  }

  /** The same, kept from now on, so that it can be changed. */
  function keep(number: number): Thread {
    const thread = get(number);
    kept.set(number, thread);
    return thread;
  }

  return {
    get,
    keep,
    seededThread,
    /** Tells of an issue that the seed knows nothing of. */
    born: (state: IssueState) => void births.set(state.number, state),
    set: (number: number, thread: Thread) => void kept.set(number, thread),
  };
}
