import { backfillWorkflowId, workflowTypes } from '../contract.ts';
import type { BackfillRepositoryInput } from '../contract.ts';
import { parseDay, refuseFuture } from './days.ts';
import { onlyObject, optional, refuseUnknown } from './fields.ts';
import { parseRepositoryName } from './repository-name.ts';
import { parseResources } from './resources.ts';
import { parseWaits } from './waits.ts';

/**
 * Checks the input of `backfillRepository`.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence
 */
export function parseBackfillRepositoryInput(inputs: unknown[]): BackfillRepositoryInput {
  const type = workflowTypes.backfillRepository;
  const fields = onlyObject(type, inputs, `{"repository":"golang/go","from":"2016-01-01"}`);
  refuseUnknown(fields, ['repository', 'from', 'to', 'resources', 'waits'], type);
  const input = {
    repository: parseRepositoryName(fields.repository),
    from: optional(fields.from, (day) => parseDay(day, 'from')),
    to: optional(fields.to, (day) => parseDay(day, 'to')),
    resources: parseResources(fields.resources),
    waits: parseWaits(fields.waits),
  };
  requireOrder(input, { from: 'from', to: 'to' });
  return input;
}

type Days = Pick<BackfillRepositoryInput, 'from' | 'to'>;

/**
 * A range that ends before it begins holds nothing, and would look as if everything were there.
 *
 * @param names as the person wrote them
 * @throws Error with a sentence
 */
export function requireOrder({ from, to }: Days, names: { from: string; to: string }): void {
  if (from === null || to === null || from < to) return;
  throw new Error(`${names.to} must come after ${names.from}: nothing lies between ${from} and ${to}.`);
}

/** @param now milliseconds since 1970 @throws Error with a sentence for a day that has not begun */
export function refuseFutureRange({ from, to }: Days, names: { from: string; to: string }, now: number): void {
  if (from !== null) refuseFuture(from, names.from, now);
  if (to !== null) refuseFuture(to, names.to, now);
}

/**
 * One backfill of a repository at a time: that, too, is Temporal's, by workflow id.
 *
 * @throws Error naming the right command
 */
export function requireBackfillId(workflowId: string, { repository, from, to }: BackfillRepositoryInput): void {
  const expected = backfillWorkflowId(repository);
  if (workflowId === expected) return;
  const input = JSON.stringify({ repository, from: from ?? undefined, to: to ?? undefined });
  throw new Error(
    `The backfill of ${repository} has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type backfillRepository --workflow-id ${expected} --input '${input}'`,
  );
}
