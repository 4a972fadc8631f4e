import { hashText } from './random.ts';
import type { User } from './user.ts';

/** A milestone without its address and its counts, which follow from the repository; members are the API's own. */
export interface Milestone {
  id: number;
  number: number;
  title: string;
  state?: string;
  description?: string | null;
  due_on?: string | null;
  closed_at?: string | null;
  created_at?: string;
  updated_at?: string;
  creator?: User | null;
  [member: string]: unknown;
}

/** One milestone per title of a repository, numbered in the order of first use. A change makes a new object. */
export function createMilestones(repositoryId: number, birth: () => { created_at: string; creator: User }) {
  const byNumber = new Map<number, Milestone>();
  const removed = new Set<number>();

  /** Unlike that of any other, also of one that had this title before. */
  function freeId(title: string): number {
    const taken = new Set([...byNumber.values()].map((milestone) => milestone.id));
    let id = 10_000_000 + (hashText(`${repositoryId}/${title}`) % 1_000_000_000);
    while (taken.has(id)) id += 1;
    return id;
  }

  function titled(title: string): Milestone {
    const known = [...byNumber.values()].find(
      (milestone) => milestone.title === title && !removed.has(milestone.number),
    );
    if (known) return known;
    const id = freeId(title);
    const { created_at, creator } = birth();
    const dates = { created_at, updated_at: created_at, due_on: null, closed_at: null };
    const made = { id, number: byNumber.size + 1, title, description: null, creator, state: 'open', ...dates };
    byNumber.set(made.number, made);
    return made;
  }

  function must(number: number): Milestone {
    const milestone = byNumber.get(number);
    if (!milestone || removed.has(number)) throw new Error(`no milestone ${number}`);
    return milestone;
  }

  /** Changes a milestone and returns the old and the new object. */
  function change(number: number, changed: Partial<Milestone>): { before: Milestone; after: Milestone } {
    const before = must(number);
    const after = { ...before, ...changed };
    byNumber.set(number, after);
    return { before, after };
  }
  return {
    titled,
    must,
    change,
    remove: (number: number): Milestone => {
      const milestone = must(number);
      removed.add(number);
      return milestone;
    },
    /** Puts a recorded milestone in the catalogue. */
    register: (milestone: Milestone): Milestone => {
      const known = byNumber.get(milestone.number);
      if (known && known.id === milestone.id) return known;
      byNumber.set(milestone.number, milestone);
      return milestone;
    },
    all: () => [...byNumber.values()].filter(({ number }) => !removed.has(number)),
  };
}

export type Milestones = ReturnType<typeof createMilestones>;
