import { addedRowId } from './row-id.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { User } from './user.ts';

/** A discussion; no list shows it, feeds tell of it. */
export interface Discussion {
  id: number;
  /** Of the numbers that issues have, too. */
  number: number;
  title: string;
  author: User;
  /** Epoch milliseconds. */
  createdAt: number;
}

interface Place {
  context: RepositoryContext;
  fullName: () => string;
  /** The next number of the repository, which nothing else gets. */
  takeNumber: () => number;
  moment: () => number;
  actor: (login?: string) => User;
}

/** Discussions of a repository: there are those alone that tests begin. */
export function createDiscussions({ context, fullName, takeNumber, moment, actor }: Place) {
  const made: Discussion[] = [];
  return {
    all: (): readonly Discussion[] => made,
    /** @returns its number */
    discuss({ title, author }: { title: string; author?: string }): number {
      const createdAt = moment();
      const id = addedRowId(createdAt, context.nextRow());
      const number = takeNumber();
      made.push({ id, number, title, author: actor(author), createdAt });
      context.nextVersion();
      context.record('discussed', fullName(), number);
      return number;
    },
  };
}
