import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { State } from '../../workflows/contract.ts';
import { rowOfLoop } from './feed-loop.ts';
import type { FeedLoop } from './feed-loop.ts';

/** What a loop of events decided itself. */
export interface FeedLoopRecord extends FeedLoop {
  state: State;
  reason: string | null;
}

/** Activities on a loop of events' own row; they run on the task queue `repometer`. */
export function createEventActivities({ db }: { db: Pool }) {
  return {
    /** Shows in Postgres what the workflow decided itself: paused, resumed. */
    async recordEventsLoop({ state, reason, ...loop }: FeedLoopRecord): Promise<void> {
      await runSql(db, 'sync/record_loop', { ...rowOfLoop(loop), state, reason, wait_seconds: null, credential: null });
    },
  };
}
