import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

export interface SignalStep {
  signal: NodeJS.Signals;
  /** How long to wait for the end before the next, harder step. */
  waitMs: number;
}

export const politely: SignalStep[] = [
  { signal: 'SIGTERM', waitMs: 15_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/** Postgres: SIGINT is a fast shutdown, SIGQUIT an immediate one that recovers at the next start. */
export const asPostgres: SignalStep[] = [
  { signal: 'SIGINT', waitMs: 60_000 },
  { signal: 'SIGQUIT', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/** Sends a signal unless the process has ended meanwhile. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Stops a process, also one that is not our child, and returns only when it is gone.
 *
 * @param aborted gives up waiting; the process may still end
 * @throws Error when it outlives every step or belongs to another user; the signal's reason
 */
export async function stopProcess(
  identity: ProcessIdentity,
  steps: SignalStep[],
  aborted?: AbortSignal,
): Promise<void> {
  for (const { signal, waitMs } of steps) {
    if (!isAlive(identity)) return;
    signalProcess(identity.pid, signal);
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline && isAlive(identity)) {
      aborted?.throwIfAborted();
      await delay(25); // no event tells the end of another's child
    }
  }
  if (isAlive(identity)) throw new Error(`Process ${identity.pid} does not end; stop it by hand and try again.`);
}
