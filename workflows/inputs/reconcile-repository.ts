import { reconcileSchedule, reconcileWorkflowId, workflowTypes } from '../contract.ts';
import type { ReconcileRepositoryInput } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import { onlyObject, optional, refuseUnknown, yesOrNo } from './fields.ts';
import { parseRepositoryName } from './repository-name.ts';
import { parseWaits } from './waits.ts';

/**
 * Checks the input of `reconcileRepository`.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence
 */
export function parseReconcileRepositoryInput(inputs: unknown[]): ReconcileRepositoryInput {
  const type = workflowTypes.reconcileRepository;
  const fields = onlyObject(type, inputs, `{"repository":"golang/go"} or {}`);
  refuseUnknown(fields, ['repository', 'back', 'whole', 'waits'], type);
  const whole = yesOrNo(fields.whole, 'whole');
  const back = fields.back ?? '365d';
  milliseconds(back, 'back');
  return {
    repository: optional(fields.repository, parseRepositoryName),
    back: back as string,
    whole,
    waits: parseWaits(fields.waits),
  };
}

/**
 * One reconciliation of a repository at a time: that, too, is Temporal's, by workflow id.
 *
 * @throws Error naming the right command
 */
export function requireReconcileId(workflowId: string, repository: string | null): void {
  // A schedule appends its time to the id.
  if (repository === null && workflowId.startsWith(reconcileSchedule.workflowId)) return;
  const expected = repository === null ? reconcileSchedule.workflowId : reconcileWorkflowId(repository);
  if (workflowId === expected) return;
  const input = repository === null ? '{}' : JSON.stringify({ repository });
  throw new Error(
    `This reconciliation has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type reconcileRepository --workflow-id ${expected} --input '${input}'`,
  );
}
