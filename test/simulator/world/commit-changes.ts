import { createCommitGraph, type Commit } from './commit-graph.ts';
import { contributorStats } from './contributor-stats.ts';
import { fromInstant } from './instant.ts';
import type { Person } from './people.ts';
import type { RepositoryContext } from './repository-context.ts';
import { seedCommits, type Crowd, type SeedMerge } from './seed-commits.ts';
import type { User } from './user.ts';

interface Place {
  crowd: Crowd;
  merges: () => readonly SeedMerge[];
  fullName: () => string;
  /** Called after each push, with the moment in epoch milliseconds. */
  pushed: (at: number) => void;
}

/** What tests may say of the commits that they push. */
export interface PushOptions {
  /** A login; null: somebody whose account is gone, a new one each time. */
  author?: string | null;
  /** An address that no account owns, in the place of an author. */
  email?: string;
  commits?: number;
  /** When they were written and committed; default: now. Older ones sort below what is there already. */
  at?: string | Date;
  message?: string;
  /** True: they change nothing, so they count nowhere in the statistics. */
  isEmpty?: boolean;
}

/** One move of the default branch. */
interface Push {
  at: number;
  before: string | null;
  head: string;
  by: Person;
}

const bytesOfCommit = 350;

/** The default branch and everything that moves it. The made-up history is made when it is first looked at. */
export function createCommits(context: RepositoryContext, { crowd, merges, fullName, pushed }: Place) {
  let graph = createCommitGraph();
  const self = {};
  const { users, people } = context;
  const pushes: Push[] = [];
  let made: { head: number | null; mergedBy: Map<number, number> } | null = null;
  let recorded: { rows: readonly unknown[]; commits: ReadonlySet<Commit> } | null = null;
  let added = 0;

  /** True once somebody has changed what the seed has made. */
  let isTouched = false;

  function drop(): void {
    made = null;
    graph = createCommitGraph();
  }

  function branch(): { head: number | null; mergedBy: Map<number, number> } {
    made ??= seedCommits(graph, { crowd, merges: merges(), users, people });
    if (!isTouched) context.scratch.hold(self, graph.size() * bytesOfCommit, drop);
    return made;
  }

  /** From now on the commits are kept. */
  function touch(): void {
    branch();
    isTouched = true;
    context.scratch.release(self);
  }

  const headCommit = (): Commit | null => {
    const { head } = branch();
    return head === null ? null : graph.at(head);
  };
  const log = (): readonly Commit[] => {
    const head = headCommit();
    return head ? graph.log(head.index) : [];
  };
  const now = () => fromInstant(new Date(context.now()));

  function authorOf({ author, email }: PushOptions, owner: User): Person {
    if (email !== undefined) return people.unlinked(email);
    if (author === null) return people.departed(`gone-${added}@${crowd.repositoryId}.pushed.example.com`);
    return people.of(author === undefined ? owner : users.named(author));
  }

  /** Adds so many commits on top of a parent and gives the last. */
  function grow(parent: number | null, options: PushOptions, author: Person): number | null {
    touch();
    const at = options.at === undefined ? now() : fromInstant(options.at);
    let tip = parent;
    for (let nth = 0; nth < (options.commits ?? 1); nth += 1) {
      const key = `${crowd.repositoryId}/added/${(added += 1)}`;
      const lines = options.isEmpty ? { additions: 0, deletions: 0 } : {};
      const message = options.message ?? 'Change something';
      tip = graph.add({ key, parents: [tip], author, authoredAt: at, committedAt: at, message, ...lines }).index;
    }
    return tip;
  }

  function moveTo(head: number | null, by: Person, kind: string): void {
    const before = headCommit();
    if (head === null) return;
    branch().head = head;
    pushes.push({ at: now(), before: before?.sha ?? null, head: graph.at(head).sha, by });
    pushed(now());
    context.record(kind, fullName());
  }

  /** Commits to the default branch. */
  function push(options: PushOptions, owner: User): string {
    const author = authorOf(options, owner);
    moveTo(grow(branch().head, options, author), author, 'pushed');
    return headCommit()?.sha ?? '';
  }

  /** Brings in commits by a branch and a merge commit; `at` of the branch may lie long ago. */
  function pushBranch(options: PushOptions, owner: User, message = 'Merge a branch'): { tip: string; merge: string } {
    const author = authorOf(options, owner);
    const { head } = branch();
    const tip = grow(head, options, author);
    const merge = mergeInto(head, tip, people.of(owner), message);
    moveTo(merge, people.of(owner), 'merged a branch');
    return { tip: tip === null ? '' : graph.at(tip).sha, merge: graph.at(merge).sha };
  }

  function mergeInto(head: number | null, tip: number | null, author: Person, message: string): number {
    const key = `${crowd.repositoryId}/added/${(added += 1)}`;
    const moments = { authoredAt: now(), committedAt: now() };
    return graph.add({ key, parents: [head, tip], author, ...moments, message, additions: 0, deletions: 0 }).index;
  }

  /** Throws the last commits away and puts others there; the old ones answer 404 unless they are kept. */
  function forcePush(
    { drop = 1, keepOld = false, ...options }: PushOptions & { drop?: number; keepOld?: boolean },
    owner: User,
  ): string {
    const author = authorOf(options, owner);
    let base = branch().head;
    for (let nth = 0; nth < drop && base !== null; nth += 1) base = graph.at(base).parents[0] ?? null;
    moveTo(grow(base, options, author), author, 'force-pushed');
    const { head } = branch();
    if (!keepOld && head !== null) graph.forgetUnreachable(head);
    return headCommit()?.sha ?? '';
  }

  return {
    get graph() {
      return graph;
    },
    head: headCommit,
    log,
    push,
    pushBranch,
    forcePush,
    pushes: pushes as readonly Push[],
    /** The commit that a merged pull request came in with; null where nothing was ever committed. */
    mergeOf: (number: number): string | null => {
      const index = branch().mergedBy.get(number);
      return index === undefined ? null : graph.at(index).sha;
    },
    /** Head and base that a pull request was merged with; they stay, even where the branch is rewritten without them. */
    broughtBy: (number: number): { head: string; base: string } | null => {
      const index = branch().mergedBy.get(number);
      const [base, head] = index === undefined ? [] : graph.at(index).parents;
      return base === undefined || head === undefined ? null : { head: graph.at(head).sha, base: graph.at(base).sha };
    },
    setMerge: (number: number, sha: string): void => {
      touch();
      const commit = graph.find(sha);
      if (commit) branch().mergedBy.set(number, commit.index);
    },
    isEmpty: () => (recorded ? recorded.rows.length === 0 : crowd.count === 0) && headCommit() === null,
    /** Serves recorded statistics as they are, and adds later commits to them. */
    record: (rows: readonly unknown[]): void => {
      touch();
      recorded = { rows: [...rows], commits: new Set(log()) };
    },
    /** The statistics as of a moment in epoch milliseconds. */
    stats: (at: number): unknown[] => {
      if (!recorded) return contributorStats(log(), at, []);
      const { rows, commits } = recorded;
      const later = log().filter((commit) => !commits.has(commit));
      return later.length ? contributorStats(later, at, rows) : [...rows];
    },
  };
}

export type Commits = ReturnType<typeof createCommits>;
