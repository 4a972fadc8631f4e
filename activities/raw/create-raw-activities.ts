import type { Pool } from 'pg';
import { dropOldRaw } from './drop-old-raw.ts';

export interface RawDeps {
  /** Pool of the owner of the schemas. */
  db: Pool;
  /** Days that answers are kept. */
  rawDays: number;
}

/** The activities that keep `raw` in bounds, for the task queue `repometer`. */
export function createRawActivities({ db, rawDays }: RawDeps) {
  return {
    /** @returns names of the partitions that were dropped */
    dropOldRaw: () => dropOldRaw(db, rawDays),
  };
}
