import { setTimeout as delay } from 'node:timers/promises';
import { type Log } from './log.ts';

interface Server {
  /** Resolves with a clause such as `ended with code 1`. */
  exited: Promise<string>;
}

interface KeepServerOptions {
  /** As a sentence begins: `Postgres`. */
  name: string;
  /** The one that runs now. */
  server: Server;
  /** Starts it on the same data and ports; rejects with a sentence. */
  start(signal: AbortSignal): Promise<Server>;
  isDiskFull(): boolean;
  log: Log;
  /** Ends the keeping: whoever stops everything also stops this one. */
  signal: AbortSignal;
  /** An end within this time of the start counts as one that a new start will not mend. */
  quickMs?: number;
  /** Wait before another start. */
  restartMs?: number;
}

const mostFailures = 3;
const saysFull = /No space left on device|Disk quota exceeded|disk is full/i;

/**
 * Starts a server again when it has ended although nobody stopped it. One that ended because its disk is full is tried until there
 * is room: what waits for it goes on by itself then.
 *
 * @returns when the signal came
 * @throws Error with a sentence when it does not start, or ends as soon as it has started, three times in a row
 */
export async function keepServer(options: KeepServerOptions): Promise<void> {
  const { name, start, isDiskFull, log, signal, quickMs = 30_000, restartMs = 1_000 } = options;
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const pause = () => delay(restartMs, undefined, { signal }).catch(() => undefined);

  let server: Server | undefined = options.server;
  let startedAt = -Infinity;
  let failures = 0;
  let isFullSaid = false;
  let found = '';

  const tellFull = () => {
    if (isFullSaid) return;
    isFullSaid = true;
    log(`${name} ${found}, as its disk is full: make room. It is started again then, and nothing is lost.`);
  };

  for (;;) {
    if (server) {
      const clause = await Promise.race([server.exited, aborted]);
      if (clause === undefined) return;
      found = clause;
      failures = Date.now() - startedAt < quickMs ? failures + 1 : 0;
      server = undefined;
    }
    // Where everything was told to end at once, this server heard it first.
    await pause();
    if (signal.aborted) return;
    if (isDiskFull()) {
      tellFull();
      failures = 0;
      continue;
    }
    if (failures >= mostFailures) throw new Error(`${name} ${found}, ${failures} times in a row.`);
    if (!isFullSaid) log(`${name} ${found} although nobody stopped it; starting it again. Nothing is lost.`);
    try {
      startedAt = Date.now();
      server = await start(signal);
      if (isFullSaid) log(`${name} runs again.`);
      isFullSaid = false;
    } catch (error) {
      if (signal.aborted) return;
      const { message } = error as Error;
      if (saysFull.test(message)) tellFull();
      else if ((failures += 1) >= mostFailures) throw error;
    }
  }
}
