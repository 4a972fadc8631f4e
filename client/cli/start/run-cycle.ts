import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoopStatus } from '../../../workflows/contract.ts';
import { loopEnd, syncWithStart } from '../../temporal/loops.ts';
import { watchLoop } from '../../temporal/watch-loop.ts';

export interface CycleOptions {
  client: Client;
  repository: string;
  say: (line: string) => void;
  signal: AbortSignal;
}

const leastWaitMs = 1_000;

type Begun = { cycle: number } | { renamedTo: string };

/** Begins a new cycle, waiting for a limit of GitHub's as long as it stands. */
async function beginCycle({ client, repository, say, signal }: CycleOptions): Promise<Begun> {
  for (;;) {
    signal.throwIfAborted();
    const answer = await syncWithStart(client, { repository }).catch(async (error: unknown): Promise<Begun> => {
      // A loop that ends at its start refuses the message too, but only its own end says why.
      const end = await loopEnd(client, repository);
      if (end) return end;
      throw error;
    });
    if (!('limitedUntil' in answer)) return answer;
    say(`${repository}: ${answer.message}`);
    // A loop of an older version does not tell how long; the clock of this machine may be another one than Temporal's.
    const waitMs = Math.max(leastWaitMs, answer.waitMs ?? Date.parse(answer.limitedUntil) - Date.now());
    await delay(waitMs, undefined, { signal });
  }
}

/**
 * Begins a new cycle of a repository's loop, which is started where it does not run, and waits for its end.
 *
 * @returns the status of its loop, of that under the new name where the repository was renamed
 * @throws what made the loop fail; AbortError at the signal
 */
export async function runCycle(options: CycleOptions): Promise<LoopStatus> {
  const { client, repository, signal } = options;
  const begun = await beginCycle(options);
  if ('renamedTo' in begun) return runCycle({ ...options, repository: begun.renamedTo });
  const { cycle } = begun;
  const isDone = ({ settledCycle, isPaused }: LoopStatus) => settledCycle >= cycle || isPaused;
  const outcome = await watchLoop(client, repository, signal, isDone);
  if ('renamedTo' in outcome) return runCycle({ ...options, repository: outcome.renamedTo });
  if (outcome.settledCycle >= cycle) return outcome;
  throw new Error(`The loop of ${repository} is paused; "repometer repos resume ${repository}" lets it go on.`);
}
