import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import type { Resource } from '../contract.ts';
import { setResource } from './repository-loop.ts';
import type { RepositoryLoop } from './repository-loop.ts';

/** Takes a slice's outcome into the loop's state. */
export function noteOutcome(loop: RepositoryLoop, resource: Resource, outcome: Outcome): void {
  const { changed, rows } = outcome;
  if (changed > 0) loop.kpisDue = true;
  if (outcome.kind === 'more') setResource(loop, resource, { state: 'loading', rows });
  if (outcome.kind === 'done') setResource(loop, resource, { state: outcome.state, rows });
  if (outcome.kind === 'refused') setResource(loop, resource, { state: outcome.state, rows, reason: outcome.reason });
  if (outcome.kind === 'limited') {
    setResource(loop, resource, { state: 'limited', rows, reason: outcome.reason, nextTryAt: outcome.until });
  }
}

/** A resource has failed for this cycle; cancellation is not a failure. */
export function noteFailure(loop: RepositoryLoop, resource: Resource, error: unknown): void {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  setResource(loop, resource, { state: 'failed', reason: error.cause?.message ?? error.message });
}
