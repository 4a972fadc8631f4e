import type { Client } from '@temporalio/client';
import { backfillWorkflowId, messages, workflowTypes } from '../../workflows/contract.ts';
import type { BackfillStatus } from '../../workflows/contract.ts';

/** Backfills that are asked how far they are; of more, what is left is only counted. */
const mostAsked = 10;
const answerWithinMs = 5_000;

/**
 * How far each running backfill is, a sentence each.
 *
 * @param repository only that of this one; undefined: all
 * @param isWorked a worker runs: without one nobody answers
 */
export async function tellRunningBackfills(
  client: Client,
  repository: string | undefined,
  isWorked: boolean,
): Promise<string[]> {
  const ids: string[] = [];
  const query = `ExecutionStatus = 'Running' and WorkflowType = '${workflowTypes.backfillRepository}'`;
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  const meant = ids.filter((id) => repository === undefined || id === backfillWorkflowId(repository)).sort();
  const asked = meant.slice(0, mostAsked);
  const told = await Promise.all(asked.map((id) => (isWorked ? ask(client, id) : Promise.resolve(null))));
  const sentences = told.map((status, place) => tellBackfill(status, nameOf(asked[place]!)));
  const left = meant.length - asked.length;
  return left === 0 ? sentences : [...sentences, `${left} more backfills run.`];
}

const nameOf = (workflowId: string) => workflowId.slice(backfillWorkflowId('').length);

/** @returns null where it has not answered in time, or has just ended */
function ask(client: Client, workflowId: string): Promise<BackfillStatus | null> {
  return client
    .withDeadline(Date.now() + answerWithinMs, () =>
      client.workflow.getHandle(workflowId).query<BackfillStatus>(messages.status),
    )
    .catch(() => null);
}

const count = (value: number) => value.toLocaleString('en-US');

/** One backfill in a sentence. @param status null: it has not answered */
function tellBackfill(status: BackfillStatus | null, name: string): string {
  const more = `"repometer backfill status ${status?.repository ?? name}" shows it`;
  if (status === null) return `A backfill of ${name} runs, and has not told how far it is; ${more}.`;
  const { repository, resources, isPaused, limitedUntil } = status;
  const how = isPaused ? 'is paused' : limitedUntil === null ? 'runs' : `is limited by GitHub until ${limitedUntil}`;
  const again = isPaused ? `, "repometer backfill resume ${repository}" lets it go on` : '';
  return `The backfill of ${repository} ${how}: ${progressOf(resources)}; ${more}${again}.`;
}

function progressOf(resources: BackfillStatus['resources']): string {
  if (resources.length === 0) return 'what there is to read is not known yet';
  const done = resources.filter(({ state }) => state === 'done').length;
  const reading = resources
    .filter(({ state }) => state === 'reading')
    .map(({ resource, percent }) => `${resource}${percent === null ? '' : ` ${percent} %`}`);
  const rows = resources.reduce((sum, list) => sum + list.rows, 0);
  const lists = `${done} of ${resources.length} lists are read`;
  return [lists, ...(reading.length === 0 ? [] : [`now ${reading.join(', ')}`]), `${count(rows)} rows so far`].join(
    ', ',
  );
}
