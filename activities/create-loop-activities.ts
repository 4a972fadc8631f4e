import type { Pool } from 'pg';
import { runSql } from '../sql/query.ts';
import { kindsOfResources } from './list-resources.ts';
import { keptResources } from './sync/repository/plan-cycle.ts';
import type { Resource, State } from '../workflows/contract.ts';

export interface LoopRecord {
  workflowId: string;
  repository: string;
  every: string;
  /** As the loop was told; null: all that there are. */
  resources: Resource[] | null;
  state: State;
  reason: string | null;
  nextSyncAt: string | null;
}

/** Activities on a loop's own row; they run on the task queue `repometer`. */
export function createLoopActivities({ db, hasSearchAttributes }: { db: Pool; hasSearchAttributes: boolean }) {
  return {
    /** What a workflow may rely on in this namespace. */
    describeWorker: () => Promise.resolve({ hasSearchAttributes }),

    /** Shows in Postgres what the workflow decided itself: paused, resumed. */
    async recordLoop(record: LoopRecord): Promise<void> {
      const [owner, name] = record.repository.split('/');
      await runSql(db, 'sync/record_loop', {
        workflow_id: record.workflowId,
        kind: 'syncRepository',
        subject_kind: 'repository',
        owner,
        name,
        every: record.every,
        resources: keptResources(record.resources),
        state: record.state,
        reason: record.reason,
        next_sync_at: record.nextSyncAt,
      });
    },

    /** The loop was stopped; its data stays. */
    async forgetLoop({ workflowId }: { workflowId: string }): Promise<void> {
      await runSql(db, 'sync/forget_loop', { workflow_id: workflowId, ...kindsOfResources() });
    },
  };
}
