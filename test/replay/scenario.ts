import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { Rig } from '../support/rig.ts';

/** A history to keep: of the handle's run, or of the newest one where the handle names none. */
export interface Recorded {
  /** Name of the file, without its ending. */
  name: string;
  handle: WorkflowHandle;
}

/** Makes real runs and gives those whose histories are worth keeping; each uses repositories of its own. */
export type Scenario = (rig: Rig) => Promise<Recorded[]>;

/** Starts a loop as most people do: with its repository, and nothing else. */
export function startBareLoop(rig: Rig, repository: string): Promise<WorkflowHandleWithFirstExecutionRunId> {
  return rig.client.workflow.start(workflowTypes.syncRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: syncWorkflowId(repository),
    args: [{ repository }],
  });
}

/** Statistics at once, since the usual waits are half a minute; few rows, so that a history of all resources stays small. */
export const small = { issues: 6, stars: 5, statsPendingCalls: 0 };
