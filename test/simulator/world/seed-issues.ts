import { contributorLogin } from './contributor-login.ts';
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
const day = 86_400_000;

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

/** What an issue is born with and what will become of it, whether or not the history reaches that far. */
export interface SeedIssue {
  number: number;
  title: string;
  body: string | null;
  /** Null: an account that no longer exists. */
  author: string | null;
  labels: string[];
  /** A label that is put on and taken off again. */
  passingLabel: string | null;
  assignees: string[];
  milestone: string | null;
  comments: number;
  authorAssociation: string;
  isPullRequest: boolean;
  isDraft: boolean;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  /** When it is closed; null: never. */
  closedAt: number | null;
  /** Nothing happens to it after this. */
  horizon: number;
  isMerged: boolean;
  closedBy: string;
  stateReason: string | null;
}

const second = (milliseconds: number) => Math.floor(milliseconds / 1000) * 1000;

/**
 * The n-th issue of a believable history, from 1. It depends on the seed and its number alone, and lies on its own slot
 * of the period, so a longer history begins with the same titles, people, labels and comments.
 */
export function seedIssue(plan: SeedPlan, number: number): SeedIssue {
  const random = createRandom(plan.seed, 'issue', number);
  const slot = (plan.until - plan.from) / Math.max(plan.count, 1);
  const createdAt = plan.from + (number - 1 + random.next() * 0.9) * slot;
  const kind = random.pick(kinds);
  const isPullRequest = random.chance(plan.pullRequestShare);
  const end = lifeEnd(random, createdAt, isPullRequest);
  const [isMergedAtEnd] = [random.chance(0.75), random.next()];
  const reason = random.pick(['completed', 'completed', 'not_planned']);
  const title = `${random.pick(parts)} ${random.pick(verbs[kind] ?? wishes)}`;
  const born = {
    number,
    title,
    body: random.chance(0.08) ? null : bodyOf(number, random.integer(1, 30)),
    author: author(plan, random),
    labels: labelsOf(random, kind),
    assignees: random.chance(0.3) ? [contributorLogin(plan.seed, random.integer(0, 5))] : [],
    milestone: random.chance(0.25) ? random.pick(milestones) : null,
    comments: random.integer(0, 12),
    authorAssociation: random.pick(['NONE', 'NONE', 'CONTRIBUTOR', 'MEMBER']),
  };
  return {
    ...born,
    passingLabel: passingLabel(random, born.labels),
    isPullRequest,
    isDraft: isPullRequest && end === null && random.chance(0.5),
    createdAt: second(createdAt),
    closedAt: end === null ? null : second(end),
    horizon: second(end ?? createdAt + 200 * day),
    isMerged: isPullRequest && end !== null && isMergedAtEnd,
    closedBy: contributorLogin(plan.seed, random.integer(0, Math.max(Math.min(plan.people - 1, 5), 0))),
    stateReason: isPullRequest ? null : reason,
  };
}

/** Shared by all bodies: two hundred thousand of their own would take a hundred megabytes. */
const laments = Array.from({ length: 31 }, (_, sentences) => 'It happens every time. '.repeat(sentences));

function bodyOf(number: number, sentences: number): string {
  return `What happens, number ${number}:\r\n\r\n${laments[sentences]}`;
}

function lifeEnd(random: Random, createdAt: number, isPullRequest: boolean): number | null {
  const days = random.next() ** 4 * (isPullRequest ? 60 : 400);
  return random.chance(isPullRequest ? 0.95 : 0.8) ? createdAt + 3_600_000 + days * day : null;
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

function passingLabel(random: Random, labels: readonly string[]): string | null {
  const label = random.pick(kinds);
  return random.chance(0.2) && !labels.includes(label) ? label : null;
}
