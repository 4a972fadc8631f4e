import type { IssueDraft } from './issue-state.ts';
import { contributorLogin } from './contributor-stats.ts';
import { createRandom, type Random } from './random.ts';

const kinds = [
  'bug',
  'bug',
  'enhancement',
  'performance',
  'documentation',
  'question',
  'regression',
  'area: scheduler',
];
const parts = 'parser,scheduler,cache,retry loop,CSV export,login page,date filter,importer,webhook,report view'.split(
  ',',
);
const verbs: Record<string, readonly string[]> = {
  bug: ['crashes on empty input', 'shows the wrong month', 'loses the last row', 'fails after a restart'],
  performance: ['is slow with 10,000 rows', 'uses too much memory', 'blocks the event loop'],
  regression: ['stopped working since the last release', 'is broken again'],
};
const wishes = ['should explain itself', 'needs an example', 'could take a range', 'wants a dark theme'];
const milestones = ['1.0', '1.1', '2.0'];

export interface SeedPlan {
  seed: string;
  count: number;
  people: number;
  pullRequestShare: number;
  /** Epoch milliseconds; issues are created from here … */
  from: number;
  /** … until here, and nothing has happened later. */
  until: number;
}

/**
 * Drafts of a believable history, number 1 first. Each issue depends on the seed and its number alone, and lies on its
 * own slot of the period, so a longer history begins with the same titles, people and labels.
 */
export function* seedIssues(plan: SeedPlan): Iterable<IssueDraft> {
  const slot = (plan.until - plan.from) / Math.max(plan.count, 1);
  for (let index = 0; index < plan.count; index += 1) {
    const random = createRandom(plan.seed, 'issue', index + 1);
    const createdAt = plan.from + (index + random.next() * 0.9) * slot;
    yield seedIssue(plan, random, createdAt, index + 1);
  }
}

/** One issue of such a history, created at the given moment (epoch milliseconds). */
export function seedIssue(plan: SeedPlan, random: Random, createdAt: number, number: number): IssueDraft {
  const kind = random.pick(kinds);
  const isPullRequest = random.chance(plan.pullRequestShare);
  // Every draw is made whatever the earlier ones gave, so that an issue that closes later keeps all the rest.
  const end = lifeEnd(random, createdAt, isPullRequest);
  const [isMergedAtEnd, lastTouch] = [random.chance(0.75), random.next() ** 3];
  const closedAt = end !== null && end < plan.until ? end : null;
  const merged = isPullRequest && closedAt !== null && isMergedAtEnd;
  const updatedAt = closedAt ?? createdAt + lastTouch * Math.min(plan.until - createdAt, 200 * 86_400_000);
  const reason = random.pick(['completed', 'completed', 'not_planned']);
  return {
    number,
    title: `${random.pick(parts)} ${random.pick(verbs[kind] ?? wishes)}`,
    body: random.chance(0.08)
      ? null
      : `What happens, number ${number}:\r\n\r\n${'It happens every time. '.repeat(random.integer(1, 30))}`,
    user: author(plan, random),
    labels: labelsOf(random, kind),
    assignees: random.chance(0.3) ? [contributorLogin(plan.seed, random.integer(0, 5))] : [],
    milestone: random.chance(0.25) ? random.pick(milestones) : null,
    state: closedAt === null ? 'open' : 'closed',
    stateReason: closedAt === null || isPullRequest ? null : reason,
    comments: random.integer(0, 12),
    authorAssociation: random.pick(['NONE', 'NONE', 'CONTRIBUTOR', 'MEMBER']),
    ...(isPullRequest ? { pullRequest: { mergedAt: merged ? new Date(closedAt) : null } } : {}),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    closedAt: closedAt === null ? null : new Date(closedAt),
  };
}

function lifeEnd(random: Random, createdAt: number, isPullRequest: boolean): number | null {
  const days = random.next() ** 4 * (isPullRequest ? 60 : 400);
  return random.chance(isPullRequest ? 0.95 : 0.8) ? createdAt + 3_600_000 + days * 86_400_000 : null;
}

/** Mostly the regulars, sometimes a passer-by, now and then an account that no longer exists. */
function author(plan: SeedPlan, random: Random): string | null {
  if (random.chance(0.01)) return null;
  if (random.chance(0.4)) return `visitor-${random.integer(1, 400)}`;
  return contributorLogin(plan.seed, random.integer(0, Math.max(plan.people - 1, 0)));
}

function labelsOf(random: Random, kind: string): string[] {
  if (random.chance(0.12)) return [];
  const second = random.pick(kinds);
  return random.chance(0.3) && second !== kind ? [kind, second] : [kind];
}
