import type { Repository } from './repository.ts';
import type { Users } from './user.ts';

/** What a repository needs of its world. */
export interface RepositoryContext {
  seed: number;
  users: Users;
  /** Epoch milliseconds by the world's clock. */
  now(): number;
  nextVersion(): number;
  record(kind: string, repository: string, number?: number): void;
  find(fullName: string): Repository;
}
