import type { WorkflowExecutionDescription } from '@temporalio/client';

const name = 'startedBy';

/**
 * The memo of a loop names the owner whose loop has started it, so that one whose start could not be written down is recognised, and
 * one that a person has started is left alone. It outlives renames of the repository, and of the owner: it is an id.
 */
export const startedByMemo = (ownerId: string) => ({ [name]: ownerId });

/** Whether the loop of that owner has started this one. */
export function isStartedBy({ memo }: Pick<WorkflowExecutionDescription, 'memo'>, ownerId: string): boolean {
  return memo?.[name] === ownerId;
}
