import type { Client } from '@temporalio/client';
import { loopSummary, messages, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer, SyncRepositoryInput } from '../../workflows/contract.ts';
import { repositoryLoop } from './loop-name.ts';
import type { LoopName } from './loop-name.ts';
import { sendAgain } from './send-again.ts';
import { startUnlessRunning } from './start-unless-running.ts';
import type { Start } from './start-unless-running.ts';
import { isNotFound } from './temporal-errors.ts';

/** Input of a loop: what is left out has the workflow's defaults. */
export type LoopInput = Pick<SyncRepositoryInput, 'repository'> &
  Partial<Pick<SyncRepositoryInput, 'every' | 'resources' | 'from'>>;

const answerWithinMs = 30_000;

const start = (input: LoopInput): Start => ({
  workflowId: syncWorkflowId(input.repository),
  args: [input],
  staticSummary: loopSummary(input.repository),
});
const startOptions = (input: LoopInput) => ({ ...start(input), taskQueue: taskQueues.repometer });

/** Starts a repository's loop unless it runs already; then that one goes on as it was started. */
export async function ensureLoop(client: Client, input: LoopInput): Promise<void> {
  await client.workflow.start(workflowTypes.syncRepository, {
    ...startOptions(input),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}

/** @returns false when the loop runs already, with whatever input it was started */
export function addLoop(client: Client, input: LoopInput): Promise<boolean> {
  return startUnlessRunning(client, workflowTypes.syncRepository, start(input));
}

/** Starts a new cycle of a repository's loop, and the loop itself where it does not run. */
export function syncWithStart(client: Client, input: LoopInput): Promise<SyncNowAnswer> {
  return sendAgain(async () => {
    const { updateWithStart } = await import('./update-with-start.ts');
    const beginning = { type: workflowTypes.syncRepository, ...startOptions(input) };
    return updateWithStart<SyncNowAnswer>(client, messages.syncNow, beginning);
  });
}

/**
 * @returns what `work` gives
 * @throws Error with a sentence when no such loop runs
 */
async function onLoop<T>(
  client: Client,
  { name, title = name, command }: LoopName,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + answerWithinMs, work);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new Error(`No loop of ${title} runs; "repometer ${command} add ${name}" starts one.`, { cause: error });
  }
}

/** Sends an update to a running loop and waits for its answer. */
export function orderLoop<Answer = void>(client: Client, loop: LoopName, order: string): Promise<Answer> {
  const handle = client.workflow.getHandle(loop.workflowId);
  return onLoop(client, loop, () => sendAgain(() => handle.executeUpdate<Answer, []>(order)));
}

/** Asks a running loop what it does. */
export function askLoop(client: Client, repository: string): Promise<LoopStatus> {
  const handle = client.workflow.getHandle(syncWorkflowId(repository));
  return onLoop(client, repositoryLoop(repository), () => handle.query<LoopStatus>(messages.status));
}

/**
 * How a loop ended: it hands over to that of the repository's new name.
 *
 * @returns undefined while it runs
 * @throws what made it fail, or a sentence when it never ran
 */
export async function loopEnd(client: Client, repository: string): Promise<{ renamedTo: string } | undefined> {
  const handle = client.workflow.getHandle(syncWorkflowId(repository));
  return onLoop(client, repositoryLoop(repository), async () => {
    const { status } = await handle.describe();
    if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return undefined;
    return (await handle.result()) as { renamedTo: string };
  });
}
