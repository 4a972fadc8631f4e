import type { Repository } from './repository.ts';
import type { People } from './people.ts';
import type { Organisations } from './organisations.ts';
import type { Scratch } from './scratch.ts';
import type { Users } from './user.ts';

/** What a repository needs of its world. */
export interface RepositoryContext {
  seed: number;
  users: Users;
  people: People;
  organisations: Organisations;
  /** What can be made again is held here, so that it can be dropped. */
  scratch: Scratch;
  /** Epoch milliseconds by the world's clock. */
  now(): number;
  nextVersion(): number;
  /** Counts the rows that tests add, for their ids. */
  nextRow(): number;
  /** Changes whenever anything in the world does. */
  version(): number;
  record(kind: string, repository: string, number?: number): void;
  find(fullName: string): Repository;
}
