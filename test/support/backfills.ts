import type { WorkflowHandle } from '@temporalio/client';
import { backfillWorkflowId, messages, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { BackfillResult, BackfillStatus } from '../../workflows/contract.ts';
import { quickWaits } from './rig.ts';
import type { Rig } from './rig.ts';

export type Backfill = (input: unknown) => Promise<BackfillResult>;

const waits = { ...quickWaits, refusalRetry: '100ms' };

/** Starts a backfill as the product does. */
export function startBackfill(
  { client }: Rig,
  repository: string,
  input: Record<string, unknown> = {},
): Promise<WorkflowHandle<Backfill>> {
  return client.workflow.start<Backfill>(workflowTypes.backfillRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: backfillWorkflowId(repository),
    args: [{ repository, waits, ...input }],
  });
}

/** Runs a backfill to its end. */
export async function backfill(
  rig: Rig,
  repository: string,
  input: Record<string, unknown> = {},
): Promise<BackfillResult> {
  return (await startBackfill(rig, repository, input)).result();
}

/** How far the last backfill of a repository is. */
export function backfillStatus({ client }: Rig, repository: string): Promise<BackfillStatus> {
  return client.workflow.getHandle(backfillWorkflowId(repository)).query<BackfillStatus>(messages.status);
}

/** From which day on each resource is complete; null: from the beginning. */
export async function beginningsOf({ db }: Rig, repository: string): Promise<Record<string, string | null>> {
  const { rows } = await db.query<{ resource: string; day: string | null }>(
    `select resource, to_char(complete_from at time zone 'utc', 'YYYY-MM-DD') as day
     from report.sync_status where repository = $1`,
    [repository],
  );
  return Object.fromEntries(rows.map(({ resource, day }) => [resource, day]));
}
