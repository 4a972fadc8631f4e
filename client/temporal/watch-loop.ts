import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoopStatus } from '../../workflows/contract.ts';
import { askLoop, loopEnd } from './loops.ts';

const askEveryMs = 1_000;

/** What a loop came to: the status that was waited for, or the name under which another loop goes on. */
export type Watched = LoopStatus | { renamedTo: string };

/**
 * Asks a loop until `isDone`. A worker that is away for a while is waited for.
 *
 * @throws what made the loop fail; AbortError at the signal
 */
export async function watchLoop(
  client: Client,
  repository: string,
  signal: AbortSignal,
  isDone: (status: LoopStatus) => boolean,
): Promise<Watched> {
  for (;;) {
    signal.throwIfAborted();
    // First whether it runs: an ended one still answers, and its end says more.
    const end = await loopEnd(client, repository);
    if (end) return end;
    const status = await askLoop(client, repository).catch(() => undefined);
    if (status && isDone(status)) return status;
    await delay(askEveryMs, undefined, { signal });
  }
}
