import { patched, workflowInfo } from '@temporalio/workflow';
import type { SyncNowAnswer } from '../contract.ts';
import { refusal } from '../refuse.ts';

/** What every endless loop carries into its next run (continue-as-new); plain JSON. */
export interface CarriedLoop {
  /** The cycle that runs or ran last; 0 before the first. */
  cycle: number;
  /** The newest cycle that has come to an end in every part. */
  settledCycle: number;
  isPaused: boolean;
  hasSearchAttributes: boolean;
  nextSyncAt: number | null;
  /** The newest cycle that a person was promised; it begins without rest. Versions before 0.2.0 carried none. */
  wantedCycle: number | null;
}

/** What every endless loop knows; one object, changed by the loop and its handlers. */
export interface Loop extends CarriedLoop {
  isCycleRunning: boolean;
  cycleEndedAt: number | null;
  limitedUntil: number | null;
  /** Something has happened at GitHub since the cycle that runs has begun. */
  isWoken: boolean;
  /** A sentence for people who look at it: a message that it did not know. */
  notice: string | null;
  /** How often something has changed that makes every wait for GitHub pointless (another credential). */
  changes: number;
}

/** @param carried state of the run before; undefined at the first start */
export function openLoop(carried: Partial<CarriedLoop> | undefined): Loop {
  const { cycle = 0, settledCycle = 0, isPaused = false, hasSearchAttributes = false } = carried ?? {};
  const { nextSyncAt = null, wantedCycle = null } = carried ?? {};
  const kept = { cycle, settledCycle, isPaused, hasSearchAttributes, nextSyncAt, wantedCycle };
  const began = { isCycleRunning: false, cycleEndedAt: null, limitedUntil: null, isWoken: false };
  return { ...kept, ...began, notice: null, changes: 0 };
}

/** The part of a loop that goes into its next run. */
export function carryLoop(loop: Loop): CarriedLoop {
  const { cycle, settledCycle, isPaused, hasSearchAttributes, nextSyncAt, wantedCycle } = loop;
  return { cycle, settledCycle, isPaused, hasSearchAttributes, nextSyncAt, wantedCycle };
}

/** Whether a person was promised a cycle that has not begun. */
export function isWanted({ wantedCycle, cycle }: Loop): boolean {
  return wantedCycle !== null && wantedCycle > cycle;
}

/** The instant until which a limit of GitHub's stands; null when none does. */
export function standingLimit({ limitedUntil }: Loop, now: number): string | null {
  return limitedUntil !== null && limitedUntil > now ? new Date(limitedUntil).toISOString() : null;
}

/**
 * Accepts an order for a cycle now.
 *
 * @param name of what the loop keeps, for the sentences
 * @returns the number of the cycle that is promised; or until when a limit of GitHub's stands, which no order interrupts
 * @throws ApplicationFailure when the loop is paused
 */
export function acceptSyncNow(loop: Loop, name: string): SyncNowAnswer {
  if (loop.isPaused) throw refusal(`${name} is paused; resume it first.`, 'Paused');
  const until = standingLimit(loop, Date.now());
  if (until !== null) {
    const message = `${name} is limited until ${until}, by GitHub.`;
    return { limitedUntil: until, message, waitMs: Date.parse(until) - Date.now() };
  }
  if (isStartedByThis(loop)) return { cycle: 1 };
  return { cycle: promiseCycle(loop) };
}

/**
 * Promises the next cycle, which then begins without rest.
 *
 * @returns its number; a cycle that is begun again must not take back what was promised for the one after it
 */
export function promiseCycle(loop: Loop): number {
  loop.wantedCycle = Math.max(loop.wantedCycle ?? 0, loop.cycle + 1);
  return loop.wantedCycle;
}

/** The loop was started by the very message that is answered: the first cycle has asked nothing yet, so it is the new one. */
function isStartedByThis(loop: Loop): boolean {
  const { historyLength, continuedFromExecutionRunId } = workflowInfo();
  if (loop.cycle !== 1 || historyLength > 3) return false;
  // Version 0.1.0 forgot an order that met the beginning of a continued run whose first cycle was long past.
  return continuedFromExecutionRunId === undefined || !patched('order-to-continued-run');
}
