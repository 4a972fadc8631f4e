import { createRandom, hashText } from './random.ts';
import type { User, Users } from './user.ts';

const secondsPerWeek = 7 * 24 * 3600;
/** Sunday 1970-01-04 00:00:00 UTC, in seconds: the epoch was a Thursday. */
const firstSunday = 3 * 24 * 3600;
const listedContributors = 100;
/** From this many commits on GitHub answers zero additions and deletions. */
const commitsWithoutLines = 10_000;

export interface Week {
  /** Start of the week, Sunday 00:00 UTC, Unix seconds. */
  w: number;
  a: number;
  d: number;
  c: number;
}

export interface ContributorActivity {
  author: User | null;
  total: number;
  weeks: Week[];
}

interface Contributor {
  author: User | null;
  weeks: Map<number, Week>;
}

/** The Sunday 00:00 UTC at or before a moment in epoch milliseconds, in Unix seconds. */
export function weekOf(milliseconds: number): number {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds - ((((seconds - firstSunday) % secondsPerWeek) + secondsPerWeek) % secondsPerWeek);
}

/** Commits by contributor and week, answered as `stats/contributors` does. */
export function createContributorStats(seed: string) {
  let contributors: Contributor[] = [];
  let asRecorded: unknown[] | null = null;

  /** Adds commits to the week of a moment. An author of null is one more person each time: GitHub never merges them. */
  function commit(author: User | null, moment: number, commits: number): void {
    asRecorded = null;
    const known = author && contributors.find((contributor) => contributor.author?.id === author.id);
    const contributor = known ?? { author, weeks: new Map<number, Week>() };
    if (!known) contributors.push(contributor);
    const w = weekOf(moment);
    const week = contributor.weeks.get(w) ?? { w, a: 0, d: 0, c: 0 };
    const random = createRandom(seed, 'lines', author?.login ?? 'nobody', w, week.c);
    const a = week.a + commits * random.integer(1, 80);
    contributor.weeks.set(w, { w, a, d: week.d + commits * random.integer(0, 40), c: week.c + commits });
  }

  /** Replaces everything with a recorded answer, served as it is until the next commit. */
  function record(rows: readonly unknown[]): void {
    asRecorded = [...rows];
    contributors = (rows as ContributorActivity[]).map(({ author, weeks }) => ({
      author,
      weeks: new Map(weeks.map((week) => [week.w, week])),
    }));
  }

  /** The hundred contributors with most commits of all time, ascending, on one axis of weeks with its zeros. */
  function answer(now: number): unknown[] {
    if (asRecorded) return asRecorded;
    const totals = contributors.map((contributor) => ({ contributor, total: commitsOf(contributor) }));
    const ascending = totals.sort((one, other) => one.total - other.total);
    const withLines = ascending.reduce((sum, { total }) => sum + total, 0) < commitsWithoutLines;
    const axis = weekAxis(contributors, now);
    return ascending.slice(-listedContributors).map(({ contributor, total }) => ({
      author: contributor.author,
      total,
      weeks: axis.map((w) => weekJson(w, contributor.weeks.get(w), withLines)),
    }));
  }
  return { commit, record, answer, isEmpty: () => contributors.length === 0 };
}

function commitsOf(contributor: Contributor): number {
  return [...contributor.weeks.values()].reduce((sum, week) => sum + week.c, 0);
}

function weekJson(w: number, week: Week | undefined, withLines: boolean): Week {
  if (!week) return { w, a: 0, d: 0, c: 0 };
  return withLines ? week : { ...week, a: 0, d: 0 };
}

function weekAxis(contributors: readonly Contributor[], now: number): number[] {
  let first = weekOf(now);
  for (const contributor of contributors) for (const w of contributor.weeks.keys()) first = Math.min(first, w);
  const weeks = (weekOf(now) - first) / secondsPerWeek + 1;
  return Array.from({ length: weeks }, (_, index) => first + index * secondsPerWeek);
}

interface Crowd {
  count: number;
  /** Epoch milliseconds: the first starts here, … */
  from: number;
  /** … the last by then, … */
  joinedBy: number;
  /** … and nobody commits later. */
  until: number;
}

const names = 'ada grace linus barbara ken margaret dennis radia brian hedy alan karen edsger frances niklaus'.split(
  ' ',
);

/** Login of the n-th contributor of a repository; people work in several repositories. Every eleventh is a bot. */
export function contributorLogin(seed: string, index: number): string {
  const name = names[(index + hashText(seed)) % names.length] ?? 'ada';
  const round = Math.floor(index / names.length);
  const login = round === 0 ? name : `${name}-${round + 1}`;
  return index % 11 === 6 ? `${login}-ci[bot]` : login;
}

/** Gives a repository its people: each starts at some time and commits in some of the weeks that follow. */
export function seedContributors(
  stats: ReturnType<typeof createContributorStats>,
  users: Users,
  seed: string,
  { count, from, joinedBy, until }: Crowd,
): void {
  const week = secondsPerWeek * 1000;
  for (let index = 0; index < count; index += 1) {
    const random = createRandom(seed, 'contributor', index);
    const author = index % 13 === 9 ? null : users.named(contributorLogin(seed, index));
    const start = index === 0 ? from : from + random.next() * (joinedBy - from);
    if (start > until) continue;
    stats.commit(author, start, random.integer(1, 4));
    if (!author) continue;
    const keenness = random.next() ** 3;
    for (let at = start + week; at < until; at += week) {
      if (random.chance(keenness)) stats.commit(author, at, random.integer(1, 9));
    }
  }
}
