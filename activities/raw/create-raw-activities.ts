import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { dropOldEvents } from './drop-old-events.ts';
import { dropOldRaw } from './drop-old-raw.ts';

export interface RawDeps {
  /** Pool of the owner of the schemas. */
  db: Pool;
  /** Days that answers are kept. */
  rawDays: number;
  /** Days that events are kept. */
  eventDays: number;
}

/** The activities that keep `raw` and the events in bounds, for the task queue `repometer`. */
export function createRawActivities({ db, rawDays, eventDays }: RawDeps) {
  return {
    /** Who used the quota is forgotten with the answers. @returns names of the partitions that were dropped */
    async dropOldRaw(): Promise<string[]> {
      await runSql(db, 'sync/drop_old_use', { days: rawDays });
      return [...(await dropOldRaw(db, rawDays)), ...(await dropOldEvents(db, eventDays))];
    },
  };
}
