import { getExternalWorkflowHandle, isCancellation, log } from '@temporalio/workflow';
import { messages } from '../contract.ts';

/** Tells the loops of repositories that something has happened there. One that does not run is not started. */
export async function wakeLoops(workflowIds: readonly string[]): Promise<void> {
  await Promise.all(
    workflowIds.map(async (id) => {
      try {
        await getExternalWorkflowHandle(id).signal(messages.wake);
      } catch (error) {
        if (isCancellation(error)) throw error;
        log.info(`${id} could not be woken; its next cycle comes by itself.`);
      }
    }),
  );
}
