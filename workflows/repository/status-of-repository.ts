import type { LoopStatus, State } from '../contract.ts';
import { standingLimit } from '../loop/loop-state.ts';
import type { RepositoryLoop } from './repository-loop.ts';
import { shownResources } from './waiting.ts';

/** The answer of the query `status`. */
export function statusOfRepository(loop: RepositoryLoop, phase: State, now: number): LoopStatus {
  const { cycle, isCycleRunning, settledCycle, isPaused, nextSyncAt } = loop;
  return {
    repository: loop.input.repository,
    phase,
    cycle,
    isCycleRunning,
    settledCycle,
    isPaused,
    nextSyncAt: nextSyncAt === null ? null : new Date(nextSyncAt).toISOString(),
    limitedUntil: standingLimit(loop, now),
    resources: shownResources(loop),
  };
}
