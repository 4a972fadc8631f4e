import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoopName } from './loop-name.ts';
import { hasWorker } from './require-worker.ts';
import { isNotFound } from './temporal-errors.ts';

const endsWithinMs = 60_000;
const askEveryMs = 250;

/** How a loop came to its end: nothing ran; it ended in order; or it could not, and was terminated. */
export type LoopStop = { kind: 'none' } | { kind: 'cancelled' } | { kind: 'terminated'; reason: string };

/**
 * Ends a loop, always: in order where a worker can do that, else by termination. What is stored is whole either
 * way, since every page is a transaction.
 *
 * @param withinMs after which a loop that does not end is terminated
 */
export async function stopLoop(
  client: Client,
  { workflowId, name, command }: LoopName,
  withinMs = endsWithinMs,
): Promise<LoopStop> {
  const handle = client.workflow.getHandle(workflowId);
  const look = async () => {
    const { status, raw, executionTime } = await handle.describe();
    return {
      isRunning: status.name === 'RUNNING',
      isFailing: (raw.pendingWorkflowTask?.attempt ?? 0) > 1,
      // Started with a delay that is not over.
      isToBegin: executionTime !== undefined && executionTime.getTime() > Date.now(),
    };
  };
  const terminate = async (reason: string): Promise<LoopStop> => {
    await handle.terminate(`Removed by "repometer ${command} remove ${name}": ${reason}.`);
    return { kind: 'terminated', reason };
  };
  try {
    const { isRunning, isFailing, isToBegin } = await look();
    if (!isRunning) return { kind: 'none' };
    if (!(await hasWorker(client))) return await terminate('no worker runs');
    if (isFailing) return await terminate('its workflow tasks fail');
    if (isToBegin) return await terminate('it had not begun');
    await handle.cancel();
    const deadline = Date.now() + withinMs;
    for (let state = await look(); state.isRunning; state = await look()) {
      if (state.isFailing) return await terminate('its workflow tasks fail');
      if (Date.now() > deadline) return await terminate(`it did not end within ${withinMs / 1000} s`);
      await delay(askEveryMs); // nobody tells us of the end of a cancelled run of many
    }
    return { kind: 'cancelled' };
  } catch (error) {
    if (isNotFound(error)) return { kind: 'none' };
    throw error;
  }
}
