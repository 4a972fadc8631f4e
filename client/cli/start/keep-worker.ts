import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../local-servers.ts';

export interface KeepWorkerOptions {
  start(): Promise<Part>;
  say(line: string): void;
  signal: AbortSignal;
  /** An end within this time of the start counts as one that a new start will not mend. */
  quickMs?: number;
  /** Wait before another start. */
  restartMs?: number;
}

const mostQuickEnds = 3;

/**
 * Runs a worker and starts another when it ends, until the signal.
 *
 * @returns when the signal came
 * @throws Error with a sentence when three in a row end as soon as they start
 */
export async function keepWorker(options: KeepWorkerOptions): Promise<void> {
  const { start, say, signal, quickMs = 30_000, restartMs = 1_000 } = options;
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  for (let quickEnds = 0; !signal.aborted;) {
    const startedAt = Date.now();
    const { exited } = await start();
    const clause = await Promise.race([exited, aborted]);
    if (clause === undefined || signal.aborted) return;
    quickEnds = Date.now() - startedAt < quickMs ? quickEnds + 1 : 0;
    if (quickEnds >= mostQuickEnds) throw new Error(`The worker ${clause}, and so did ${mostQuickEnds - 1} before it.`);
    say(`The worker ${clause}; starting another. Nothing is lost.`);
    await delay(restartMs, undefined, { signal }).catch(() => undefined);
  }
}
