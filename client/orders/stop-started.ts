import type { Client } from '@temporalio/client';
import { repositoryLoop } from '../temporal/loop-name.ts';
import { stopLoop } from '../temporal/stop-loop.ts';
import type { StartedLoop } from './owned-loops.ts';

const atOnce = 8;

/**
 * Stops loops that an owner's loop has started, eight at once.
 *
 * @param forget takes one off the list of loops that could not do it itself
 * @returns how many of them ran
 */
export async function stopStarted(
  client: Client,
  loops: readonly StartedLoop[],
  forget: (workflowId: string) => Promise<unknown>,
): Promise<number> {
  const waiting = [...loops];
  let stopped = 0;
  const connection = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const loop = { ...repositoryLoop(next.repository), workflowId: next.workflowId };
      const stop = await stopLoop(client, loop);
      if (stop.kind !== 'cancelled') await forget(loop.workflowId);
      if (stop.kind !== 'none') stopped += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, connection));
  return stopped;
}
