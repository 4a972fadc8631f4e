import type { CommitGraph } from './commit-graph.ts';
import { contributorLogin } from './contributor-login.ts';
import type { People, Person } from './people.ts';
import { createRandom } from './random.ts';
import type { Users } from './user.ts';
import { secondsPerWeek, weekOf } from './week.ts';

export interface Crowd {
  seed: string;
  repositoryId: number;
  count: number;
  /** Epoch milliseconds: the first starts here, … */
  from: number;
  /** … the last by then, … */
  joinedBy: number;
  /** … and nobody commits later. */
  until: number;
}

interface SeedCommit {
  key: string;
  author: Person;
  at: number;
}

export interface SeedMerge {
  number: number;
  title: string;
  /** Epoch milliseconds. */
  at: number;
  by: Person;
}

const week = secondsPerWeek * 1000;

/** People start at some time and commit in some of the weeks that follow; the same seed gives the same commits. */
function* crowdCommits(crowd: Crowd, users: Users, people: People): Iterable<SeedCommit> {
  const { seed, repositoryId, count, from, joinedBy, until } = crowd;
  for (let index = 0; index < count; index += 1) {
    const random = createRandom(seed, 'contributor', index);
    const isGone = index % 13 === 9;
    const author = isGone
      ? people.departed(`gone-${index}@${repositoryId}.example.com`)
      : people.of(users.original(contributorLogin(seed, index)));
    const start = index === 0 ? from : from + random.next() * (joinedBy - from);
    yield* weekCommits(crowd, author, index, start, random.integer(1, 4));
    if (isGone) continue;
    const keenness = random.next() ** 3;
    for (let at = start + week; at < until; at += week) {
      if (random.chance(keenness)) yield* weekCommits(crowd, author, index, at, random.integer(1, 9));
    }
  }
  // And some whose addresses no account owns.
  for (let index = 0; index < Math.floor(count / 8); index += 1) {
    const random = createRandom(seed, 'unlinked', index);
    const author = people.unlinked(`passer-by-${index}@${repositoryId}.example.com`);
    yield* weekCommits(crowd, author, count + index, from + random.next() * (joinedBy - from), random.integer(1, 3));
  }
}

/** Some commits between a moment and the end of its week. */
function* weekCommits(crowd: Crowd, author: Person, person: number, start: number, commits: number) {
  const end = weekOf(start) * 1000 + week;
  const random = createRandom(crowd.seed, 'commits', person, Math.floor(start / 1000));
  for (let nth = 0; nth < commits; nth += 1) {
    const at = Math.floor((nth === 0 ? start : start + random.next() * (end - start)) / 1000) * 1000;
    if (at <= crowd.until) yield { key: `${crowd.repositoryId}/${crowd.seed}/${person}/${start}/${nth}`, author, at };
  }
}

/**
 * Fills a graph with a believable history and gives the last commit of the default branch (null: none) and, for each
 * merged pull request, the commit that it came in with. Some commits come by a branch of their own, which the next
 * merged pull request brings in; a pull request without one was squashed onto the commit before.
 */
export function seedCommits(
  graph: CommitGraph,
  { crowd, merges, users, people }: { crowd: Crowd; merges: readonly SeedMerge[]; users: Users; people: People },
): { head: number | null; mergedBy: Map<number, number> } {
  const commits = [...crowdCommits(crowd, users, people)].sort((one, other) => one.at - other.at);
  const pending = [...merges].sort((one, other) => one.at - other.at || one.number - other.number);
  const mergedBy = new Map<number, number>();
  let head: number | null = null;
  let branch: number | null = null;
  let next = 0;

  function mergeUntil(at: number): void {
    for (let merge = pending[next]; merge && merge.at <= at; merge = pending[(next += 1)]) {
      if (branch !== null) {
        head = graph.add(mergeDraft(crowd, merge, [head, branch])).index;
        branch = null;
      }
      if (head !== null) mergedBy.set(merge.number, head);
    }
  }

  for (const { key, author, at } of commits) {
    mergeUntil(at);
    const { index, sha } = graph.add({ key, author, authoredAt: at, committedAt: at, parents: [head] });
    if (branch === null && head !== null && next < pending.length && sha < '8') branch = index;
    else head = index;
  }
  mergeUntil(Infinity);
  return { head, mergedBy };
}

function mergeDraft({ repositoryId, seed }: Crowd, { number, title, at, by }: SeedMerge, parents: (number | null)[]) {
  const message = `Merge pull request #${number}\n\n${title}`;
  const moments = { authoredAt: at, committedAt: at };
  return {
    key: `${repositoryId}/${seed}/merge/${number}`,
    author: by,
    ...moments,
    message,
    additions: 0,
    deletions: 0,
    parents,
  };
}
