import type { LoopStatus, State } from '../contract.ts';
import { standingLimit } from './loop-state.ts';
import type { Loop } from './loop-state.ts';

/** What the query `status` answers of every loop, whatever it keeps. @param now milliseconds since 1970 */
export function statusOfLoop(loop: Loop, phase: State, now: number): Omit<LoopStatus, 'repository' | 'resources'> {
  const { cycle, isCycleRunning, settledCycle, isPaused, nextSyncAt } = loop;
  return {
    phase,
    cycle,
    isCycleRunning,
    settledCycle,
    isPaused,
    nextSyncAt: nextSyncAt === null ? null : new Date(nextSyncAt).toISOString(),
    limitedUntil: standingLimit(loop, now),
  };
}
