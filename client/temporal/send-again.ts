import { setTimeout as delay } from 'node:timers/promises';

const failedPrecondition = 9; // of gRPC: WorkflowNotReady
const mostTries = 5;

/**
 * Sends an order to a loop. One that meets the very moment in which a run hands over to the next one is turned away before
 * anybody has accepted it; the next run takes it.
 *
 * @param waitMs before each further try
 * @throws what `send` throws, when it is something else or comes again and again
 */
export async function sendAgain<T>(send: () => Promise<T>, waitMs = 200): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (tries === mostTries || !isTurnedAway(error)) throw error;
      await delay(waitMs);
    }
  }
}

function isTurnedAway(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return code === failedPrecondition || (cause instanceof Error && isTurnedAway(cause));
}
