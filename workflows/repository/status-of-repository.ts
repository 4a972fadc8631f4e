import type { LoopStatus, State } from '../contract.ts';
import { statusOfLoop } from '../loop/status-of-loop.ts';
import type { RepositoryLoop } from './repository-loop.ts';
import { shownResources } from './waiting.ts';

/** The answer of the query `status`. */
export function statusOfRepository(loop: RepositoryLoop, phase: State, now: number): LoopStatus {
  return {
    repository: loop.input.repository,
    ...statusOfLoop(loop, phase, now),
    resources: shownResources(loop),
  };
}
