import type { Pool } from 'pg';
import { runSql } from '../sql/query.ts';
import { keptResources } from './sync/cycle/plan-cycle.ts';
import type { OwnerResource, RepositoryResource, State } from '../workflows/contract.ts';

export interface LoopRecord {
  workflowId: string;
  repository: string;
  every: string;
  /** As the loop was told; null: all that there are. */
  resources: RepositoryResource[] | null;
  state: State;
  reason: string | null;
}

/** The same of a loop of an owner. */
export interface OwnerLoopRecord extends Omit<LoopRecord, 'repository' | 'resources'> {
  /** The workflow type. */
  kind: string;
  owner: string;
  resources: OwnerResource[];
}

/** The rest between two cycles, in milliseconds. */
export interface CycleRest {
  workflowId: string;
  /** As the cycle wants it. */
  waitMs: number;
  /** How long the cycle took. */
  cycleMs: number;
  /** The shortest one that is taken for the sake of a refusal. */
  leastMs: number;
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
        wait_seconds: null,
        credential: null,
      });
    },

    /** The same of the loop of an owner. */
    async recordOwnerLoop({
      workflowId,
      kind,
      owner,
      every,
      resources,
      state,
      reason,
    }: OwnerLoopRecord): Promise<void> {
      await runSql(db, 'sync/record_loop', {
        ...{ workflow_id: workflowId, kind, subject_kind: 'owner', owner, name: null, every, resources, state, reason },
        ...{ wait_seconds: null, credential: null },
      });
    },

    /**
     * A cycle has ended: when the next one begins, and what is tried with it.
     *
     * @returns milliseconds until then, since refusals may be looked at earlier than `waitMs` says
     */
    async planRest({ workflowId, waitMs, cycleMs, leastMs }: CycleRest): Promise<{ waitMs: number }> {
      const [row] = await runSql<{ wait_seconds: number }>(db, 'sync/plan_rest', {
        workflow_id: workflowId,
        wait_seconds: waitMs / 1000,
        cycle_seconds: cycleMs / 1000,
        least_seconds: leastMs / 1000,
      });
      return { waitMs: row ? Math.max(1, Math.ceil(row.wait_seconds * 1000)) : waitMs };
    },

    /** The loop was stopped; its data stays. */
    async forgetLoop({ workflowId }: { workflowId: string }): Promise<void> {
      await runSql(db, 'sync/forget_loop', { workflow_id: workflowId });
    },
  };
}
