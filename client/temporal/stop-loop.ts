import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import { syncWorkflowId } from '../../workflows/contract.ts';
import { hasWorker } from './require-worker.ts';

const endsWithinMs = 60_000;
const askEveryMs = 250;

/**
 * Stops a repository's loop and returns when it has ended. Without a worker nobody could end it in order, so it is
 * terminated: nothing of it runs then.
 *
 * @returns false when none ran
 * @throws Error with a sentence when the loop does not end
 */
export async function stopLoop(client: Client, repository: string): Promise<boolean> {
  const handle = client.workflow.getHandle(syncWorkflowId(repository));
  const isRunning = async () => (await handle.describe()).status.name === 'RUNNING';
  try {
    if (!(await isRunning())) return false;
    if (!(await hasWorker(client))) {
      await handle.terminate('Removed by "repometer repos remove" while no worker ran.');
      return true;
    }
    await handle.cancel();
    const deadline = Date.now() + endsWithinMs;
    while (await isRunning()) {
      if (Date.now() > deadline)
        throw new Error(`The loop of ${repository} does not end; look at it in Temporal's UI.`);
      await delay(askEveryMs); // a query of Temporal: nobody tells us of the end of a cancelled run of many
    }
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
