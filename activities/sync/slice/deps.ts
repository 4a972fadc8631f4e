import type { Pool } from 'pg';
import type { GitHub } from '../../github/client.ts';
import type { Authorize } from '../../github/credentials.ts';
import type { Budget } from '../../github/budget.ts';
import type { WithLock } from './locks.ts';

/** What the activities that call GitHub are closed over. */
export interface SyncDeps {
  db: Pool;
  github: GitHub;
  authorize: Authorize;
  budget: Budget;
  withLock: WithLock;
  /** Requests at once for one repository's first load. */
  connections: number;
  /** Whether summary tables of a repository are behind its rows, by id. */
  isTouched: (repositoryId: string) => Promise<boolean>;
  /** Whether the workflow may set search attributes on this Temporal namespace. */
  hasSearchAttributes: boolean;
}
