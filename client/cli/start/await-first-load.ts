import type { Client } from '@temporalio/client';
import type { LoopStatus } from '../../../workflows/contract.ts';
import { watchLoop } from '../../temporal/watch-loop.ts';

/**
 * Waits until everything of a repository was loaded once; statistics that GitHub is still computing are not waited for.
 *
 * @returns the status of its loop, of that under the new name where the repository was renamed
 * @throws what made the loop fail; AbortError at the signal
 */
export async function awaitFirstLoad(client: Client, repository: string, signal: AbortSignal): Promise<LoopStatus> {
  const isLoaded = ({ settledCycle, resources }: LoopStatus) =>
    settledCycle > 0 || (resources.length > 0 && resources.every(({ state }) => state !== 'loading'));
  const outcome = await watchLoop(client, repository, signal, isLoaded);
  return 'renamedTo' in outcome ? awaitFirstLoad(client, outcome.renamedTo, signal) : outcome;
}
