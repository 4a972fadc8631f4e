import type { Pool } from 'pg';
import { planBackfill } from './plan-backfill.ts';
import type { BackfillOrder } from './plan-backfill.ts';

/** Activities of a backfill that need the database alone; they run on the task queue `repometer`. */
export function createBackfillActivities({ db, hasSearchAttributes }: { db: Pool; hasSearchAttributes: boolean }) {
  return {
    planBackfill: async (order: BackfillOrder) => ({ ...(await planBackfill(db, order)), hasSearchAttributes }),
  };
}
