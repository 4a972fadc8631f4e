import { syncWorkflowId, workflowTypes } from '../contract.ts';
import type { SyncRepositoryInput } from '../contract.ts';
import { parseDay } from './days.ts';
import { parseEvery } from './every.ts';
import { onlyObject, optional, refuseUnknown } from './fields.ts';
import { parseRepositoryName } from './repository-name.ts';
import { parseResources } from './resources.ts';
import { parseWaits } from './waits.ts';

/**
 * Checks the input of `syncRepository`, once, at the edge.
 *
 * @param inputs all arguments that the workflow got, so that missing and extra ones are seen
 * @throws Error with one sentence that says what to give instead
 */
export function parseSyncRepositoryInput(inputs: unknown[]): SyncRepositoryInput {
  const fields = onlyObject(workflowTypes.syncRepository, inputs, `{"repository":"golang/go"}`);
  refuseUnknown(fields, ['repository', 'every', 'resources', 'from', 'waits'], workflowTypes.syncRepository);
  return {
    repository: parseRepositoryName(fields.repository),
    every: parseEvery(fields.every),
    resources: parseResources(fields.resources),
    from: optional(fields.from, (day) => parseDay(day, 'from')),
    waits: parseWaits(fields.waits),
  };
}

/**
 * Uniqueness is Temporal's, by workflow id; so the same loop under another id must not run.
 *
 * @throws Error naming the right command
 */
export function requireSyncId(workflowId: string, repository: string): void {
  const expected = syncWorkflowId(repository);
  if (workflowId === expected) return;
  throw new Error(
    `The loop of ${repository} has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type syncRepository --workflow-id ${expected} --input '{"repository":"${repository}"}'`,
  );
}
