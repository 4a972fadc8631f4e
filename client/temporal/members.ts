import type { Client } from '@temporalio/client';
import { membersSchedule, membersWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';

/** What a look at the people of organisations has found. */
export interface MembersRead {
  owners: number;
  changed: number;
  failures: string[];
  concealed: string[];
  leftOut: string[];
}

/**
 * Runs one look at an organisation's people to its end, or joins the one that runs.
 *
 * @param owner login; null for all that a loop keeps
 * @throws what made the workflow fail
 */
export function readMembers(client: Client, owner: string | null): Promise<MembersRead> {
  return client.workflow.execute<(input: unknown) => Promise<MembersRead>>(workflowTypes.syncMembers, {
    taskQueue: taskQueues.repometer,
    workflowId: owner === null ? membersSchedule.workflowId : membersWorkflowId(owner),
    args: [owner === null ? {} : { owner }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: owner === null ? 'Who belongs to every organisation that is kept' : `Who belongs to ${owner}`,
  });
}
