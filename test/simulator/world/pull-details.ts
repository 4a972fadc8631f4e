import { shaOf } from './commit-graph.ts';
import type { Commits } from './commit-changes.ts';
import type { IssueState } from './issue-state.ts';
import { createRandom, type Random } from './random.ts';
import type { Thread } from './thread.ts';
import type { User } from './user.ts';

/** What a pull request has beside its issue. */
export interface PullDetails {
  /** Not the id of its issue. */
  id: number;
  headRef: string;
  headSha: string;
  /** Whose repository the branch lies in; null: that fork is gone. */
  headOwner: User | null;
  baseRef: string;
  baseSha: string;
  mergeCommitSha: string | null;
  mergedBy: User | null;
  requestedReviewers: User[];
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
}

export type PullOverrides = Partial<Pick<PullDetails, 'headRef' | 'headSha' | 'headOwner' | 'baseRef' | 'baseSha'>>;

interface Sources {
  repositoryId: number;
  seed: string;
  owner: User;
  thread: Thread;
  commits: Commits;
  overrides: PullOverrides | undefined;
}

/** Ids of pull requests have their own range above 2^31, and follow from repository and number. */
const pullId = (repositoryId: number, number: number) =>
  2_500_000_000 + (repositoryId % 1_000_000) * 1_000_000 + number;

const topics = ['fix', 'feature', 'docs', 'cleanup'];

/** Made up from the seed where no test has said otherwise; reviewers follow from the thread. */
export function pullDetails(
  state: IssueState,
  { repositoryId, seed, owner, thread, commits, overrides }: Sources,
): PullDetails {
  const random = createRandom(seed, 'pull', state.number);
  const isMerged = Boolean(state.pullRequest?.mergedAt);
  const merge = isMerged ? commits.mergeOf(state.number) : null;
  const brought = isMerged ? commits.broughtBy(state.number) : null;
  const sha = (what: string) => shaOf(`${repositoryId}/${state.number}/${what}`);
  return {
    id: pullId(repositoryId, state.number),
    headRef: `${random.pick(topics)}-${state.number}`,
    headOwner: headOwner(random, state.user, owner),
    headSha: brought?.head ?? sha('head'),
    baseRef: 'main',
    baseSha: brought?.base ?? sha('base'),
    mergeCommitSha: isMerged ? (merge ?? sha('merge')) : state.state === 'open' ? sha('test merge') : null,
    mergedBy: isMerged ? state.closedBy : null,
    requestedReviewers: requestedReviewers(thread),
    commits: random.integer(1, 4),
    additions: random.integer(1, 300),
    deletions: random.integer(0, 200),
    changedFiles: random.integer(1, 12),
    ...overrides,
  };
}

/** Those who were asked and have neither answered nor been let off since. */
function requestedReviewers({ events, reviews }: Thread): User[] {
  const asked = new Map<User, number>();
  for (const { kind, detail, createdAt } of events) {
    const reviewer = detail?.requested_reviewer as User;
    if (kind === 'review_requested') asked.set(reviewer, createdAt);
    if (kind === 'review_request_removed') asked.delete(reviewer);
  }
  for (const { user, submittedAt } of reviews) {
    const askedAt = user && asked.get(user);
    if (user && typeof askedAt === 'number' && submittedAt !== null && submittedAt >= askedAt) asked.delete(user);
  }
  return [...asked.keys()];
}

/** The author's fork or the repository itself; now and then a fork that is gone. Bots have no forks. */
function headOwner(random: Random, author: User | null, owner: User): User | null {
  if (random.chance(0.05)) return null;
  return random.chance(0.5) && author?.type === 'User' ? author : owner;
}
