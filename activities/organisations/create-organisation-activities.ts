import type { Pool } from 'pg';
import { createKeepRepositoryLoops } from './keep-repository-loops.ts';
import type { LoopClient } from './loop-client.ts';

/** Activities on the loops of an owner's repositories; they run on the task queue `repometer`. */
export function createOrganisationActivities({ db, ...loops }: { db: Pool } & LoopClient) {
  return { keepRepositoryLoops: createKeepRepositoryLoops(db, loops) };
}
