import { membersSchedule, membersWorkflowId, workflowTypes } from '../contract.ts';
import type { SyncMembersInput } from '../contract.ts';
import { onlyObject, optional, refuseUnknown } from './fields.ts';
import { parseOwnerName } from './repository-name.ts';
import { parseWaits } from './waits.ts';

/**
 * Checks the input of `syncMembers`.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence
 */
export function parseSyncMembersInput(inputs: unknown[]): SyncMembersInput {
  const type = workflowTypes.syncMembers;
  const fields = onlyObject(type, inputs, `{"owner":"golang"} or {}`);
  refuseUnknown(fields, ['owner', 'waits'], type);
  return { owner: optional(fields.owner, parseOwnerName), waits: parseWaits(fields.waits) };
}

/**
 * One look at an organisation's people at a time: that, too, is Temporal's, by workflow id.
 *
 * @throws Error naming the right command
 */
export function requireMembersId(workflowId: string, owner: string | null): void {
  // A schedule appends its time to the id.
  if (owner === null && workflowId.startsWith(membersSchedule.workflowId)) return;
  const expected = owner === null ? membersSchedule.workflowId : membersWorkflowId(owner);
  if (workflowId === expected) return;
  const input = owner === null ? '{}' : JSON.stringify({ owner });
  throw new Error(
    `This look at members has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type syncMembers --workflow-id ${expected} --input '${input}'`,
  );
}
