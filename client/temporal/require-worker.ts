import type { Client } from '@temporalio/client';
import { taskQueues } from '../../workflows/contract.ts';

const taskQueueTypeWorkflow = 1;
// A worker polls anew at least once a minute; the server remembers its pollers for five.
const freshWithinMs = 70_000;

/** True when a worker asked for work on the workflows' queue within the last minute or so. */
export async function hasWorker(client: Client): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueues.repometer },
    taskQueueType: taskQueueTypeWorkflow,
  });
  return (pollers ?? []).some(({ lastAccessTime }) => {
    const seconds = Number(lastAccessTime?.seconds ?? 0);
    return Date.now() - seconds * 1000 < freshWithinMs;
  });
}

/**
 * An order to a loop is carried out by a worker; without one it would wait for ever.
 *
 * @throws Error with a sentence when no worker runs
 */
export async function requireWorker(client: Client): Promise<void> {
  if (await hasWorker(client)) return;
  throw new Error('No worker runs, so nobody would do it; start one with "npm start" or "repometer worker".');
}
