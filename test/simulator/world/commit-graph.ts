import { createHash } from 'node:crypto';
import type { Person } from './people.ts';

export interface Commit {
  /** Place in the order of arrival; parents arrive before their children. */
  index: number;
  sha: string;
  parents: readonly number[];
  author: Person;
  /** Epoch milliseconds, whole seconds. */
  authoredAt: number;
  committedAt: number;
  message: string;
  additions: number;
  deletions: number;
}

export interface CommitDraft {
  /** What its SHA is made of; must be unlike that of any other commit. */
  key: string;
  parents: readonly (number | null)[];
  author: Person;
  authoredAt: number;
  committedAt: number;
  /** This and the lines follow from the SHA where they are not said. */
  message?: string;
  additions?: number;
  deletions?: number;
}

const messages = ['Fix a bug', 'Add a test', 'Tidy up', 'Make it faster', 'Explain it better'];

/** The SHA that follows from a key. */
export function shaOf(key: string): string {
  return createHash('sha1').update(key).digest('hex');
}

/** Merges count nowhere in the statistics. */
export const isMerge = ({ parents }: Commit) => parents.length > 1;
/** Commits without changes count nowhere in the statistics. */
export const isEmptyCommit = ({ additions, deletions }: Commit) => additions + deletions === 0;

/** The commits of a repository and what can be reached from where. */
export function createCommitGraph() {
  const commits: Commit[] = [];
  const bySha = new Map<string, Commit>();
  /** Commits that a force-push has left behind and GitHub has forgotten. */
  const forgotten = new Set<number>();
  const logs = new Map<number, readonly Commit[]>();
  const keptLogs = 4;

  function add({ key, parents, ...draft }: CommitDraft): Commit {
    const sha = shaOf(key);
    const lot = Number.parseInt(sha.slice(0, 6), 16);
    const commit: Commit = {
      index: commits.length,
      sha,
      parents: parents.filter((parent) => parent !== null),
      author: draft.author,
      authoredAt: draft.authoredAt,
      committedAt: draft.committedAt,
      message: draft.message ?? (messages[lot % messages.length] as string),
      additions: draft.additions ?? 1 + (lot % 80),
      deletions: draft.deletions ?? (lot >> 8) % 40,
    };
    commits.push(commit);
    bySha.set(commit.sha, commit);
    return commit;
  }

  /** Marks of all commits that can be reached from one, itself included. */
  function reach(head: number): Uint8Array {
    const marks = new Uint8Array(head + 1);
    marks[head] = 1;
    for (let index = head; index >= 0; index -= 1) {
      if (marks[index] === 1) for (const parent of commits[index]?.parents ?? []) marks[parent] = 1;
    }
    return marks;
  }

  /** All commits reachable from one, newest committed first, as `git log` shows them. */
  function log(head: number): readonly Commit[] {
    const known = logs.get(head);
    if (known) return known;
    const marks = reach(head);
    const reached = commits.slice(0, head + 1).filter(({ index }) => marks[index] === 1);
    reached.sort((one, other) => other.committedAt - one.committedAt || other.index - one.index);
    const [oldest] = logs.keys();
    if (logs.size >= keptLogs && oldest !== undefined) logs.delete(oldest);
    logs.set(head, reached);
    return reached;
  }

  /** What a comparison shows; `ahead` in the order of arrival. Null without a common ancestor. */
  function compare(base: Commit, head: Commit) {
    const [fromBase, fromHead] = [reach(base.index), reach(head.index)];
    const ahead = commits.slice(0, head.index + 1).filter(({ index }) => fromHead[index] === 1 && !fromBase[index]);
    const behind = fromBase.reduce((count, mark, index) => count + Number(mark === 1 && !fromHead[index]), 0);
    const common = commits.findLast(({ index }) => fromHead[index] === 1 && fromBase[index] === 1);
    return common ? { ahead, behind, mergeBase: common } : null;
  }

  return {
    size: () => commits.length,
    add,
    log,
    compare,
    at: (index: number) => commits[index] as Commit,
    find: (sha: string): Commit | null => {
      const found =
        bySha.get(sha) ?? (sha.length >= 7 ? commits.findLast((commit) => commit.sha.startsWith(sha)) : null);
      return found && !forgotten.has(found.index) ? found : null;
    },
    /** Forgets commits that cannot be reached from the head any more. */
    forgetUnreachable: (head: number): void => {
      const marks = reach(head);
      for (const { index } of commits) if (marks[index] !== 1) forgotten.add(index);
    },
  };
}

export type CommitGraph = ReturnType<typeof createCommitGraph>;
