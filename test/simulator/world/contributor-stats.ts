import { isEmptyCommit, isMerge, type Commit } from './commit-graph.ts';
import type { Person } from './people.ts';
import type { User } from './user.ts';
import { secondsPerWeek, weekOf } from './week.ts';

const listedContributors = 100;
/** From this many commits on GitHub answers zero additions and deletions. */
const commitsWithoutLines = 10_000;

interface Week {
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
  total: number;
}

/** Recorded rows as contributors, so that later commits can be added to them. */
function recordedContributors(rows: readonly unknown[]): Contributor[] {
  return (rows as ContributorActivity[]).map(({ author, total, weeks }) => ({
    author,
    total,
    weeks: new Map(weeks.map((week) => [week.w, { ...week }])),
  }));
}

/**
 * What `stats/contributors` counts: commits of the default branch without merges and without empty ones, by account and
 * week of authorship. An address that no account owns is not shown; one whose account is gone is shown as null, each
 * on its own.
 */
function contributorsOf(commits: Iterable<Commit>, recorded: readonly unknown[]): Contributor[] {
  const contributors = recordedContributors(recorded);
  const byAccount = new Map<number, Contributor>();
  for (const contributor of contributors) if (contributor.author) byAccount.set(contributor.author.id, contributor);
  const byPerson = new Map<Person, Contributor>();

  function contributor(person: Person): Contributor {
    const known = person.account ? byAccount.get(person.account.id) : byPerson.get(person);
    if (known) return known;
    const made = { author: person.account, weeks: new Map<number, Week>(), total: 0 };
    contributors.push(made);
    if (person.account) byAccount.set(person.account.id, made);
    else byPerson.set(person, made);
    return made;
  }

  for (const commit of commits) {
    const { author, authoredAt, additions, deletions } = commit;
    if (isMerge(commit) || isEmptyCommit(commit) || (!author.account && !author.isAccountDeleted)) continue;
    const entry = contributor(author);
    const w = weekOf(authoredAt);
    const week = entry.weeks.get(w) ?? { w, a: 0, d: 0, c: 0 };
    entry.weeks.set(w, { w, a: week.a + additions, d: week.d + deletions, c: week.c + 1 });
    entry.total += 1;
  }
  return contributors;
}

/** The hundred contributors with most commits of all time, ascending, on one axis of weeks with its zeros. */
export function contributorStats(
  commits: Iterable<Commit>,
  now: number,
  recorded: readonly unknown[],
): ContributorActivity[] {
  const contributors = contributorsOf(commits, recorded).sort((one, other) => one.total - other.total);
  const withLines = contributors.reduce((sum, { total }) => sum + total, 0) < commitsWithoutLines;
  const axis = weekAxis(contributors, now);
  return contributors.slice(-listedContributors).map(({ author, total, weeks }) => ({
    author,
    total,
    weeks: axis.map((w) => weekJson(w, weeks.get(w), withLines)),
  }));
}

function weekJson(w: number, week: Week | undefined, withLines: boolean): Week {
  if (!week) return { w, a: 0, d: 0, c: 0 };
  return withLines ? week : { ...week, a: 0, d: 0 };
}

function weekAxis(contributors: readonly Contributor[], now: number): number[] {
  let first = weekOf(now);
  for (const { weeks } of contributors) for (const w of weeks.keys()) first = Math.min(first, w);
  const weeks = (weekOf(now) - first) / secondsPerWeek + 1;
  return Array.from({ length: weeks }, (_, index) => first + index * secondsPerWeek);
}
