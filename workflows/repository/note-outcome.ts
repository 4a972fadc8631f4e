import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import type { Due, Outcome } from '../../activities/sync/slice/outcome.ts';
import type { Resource } from '../contract.ts';
import { msLeft } from '../ms-left.ts';
import { instantIn, setResource } from './repository-loop.ts';
import type { ListLoop } from './repository-loop.ts';

/** Takes a slice's outcome into the loop's state. */
export function noteOutcome(loop: ListLoop, resource: Resource, outcome: Outcome): void {
  const { rows } = outcome;
  const counted = outcome.total === undefined ? { rows } : { rows, total: outcome.total };
  if (hasTouched(outcome)) loop.kpisDue = true;
  if (outcome.kind === 'more') setResource(loop, resource, { state: 'loading', ...counted });
  if (outcome.kind === 'done') setResource(loop, resource, { state: outcome.state, ...counted });
  if (outcome.kind === 'refused') {
    const { state, reason, waitMs } = outcome;
    setResource(loop, resource, { state, ...counted, reason, nextTryAt: instantIn(waitMs) });
  }
  if (outcome.kind === 'limited') {
    const { reason } = outcome;
    setResource(loop, resource, { state: 'limited', ...counted, reason, nextTryAt: instantIn(msLeft(outcome)) });
  }
}

/** Whether the summary tables are to be computed, as the activity says; where it does not say, an older one told the rows of its attempt alone. */
export function hasTouched({ isTouched, changed }: Outcome): boolean {
  return isTouched ?? changed > 0;
}

/**
 * A resource has failed for this cycle; cancellation is not a failure.
 *
 * @returns what its attempts have made due nevertheless
 */
export function noteFailure(loop: ListLoop, resource: Resource, error: unknown): Due {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  setResource(loop, resource, { state: 'failed', reason: error.cause?.message ?? error.message });
  const [due = {}] = (error.cause instanceof ApplicationFailure ? (error.cause.details ?? []) : []) as Due[];
  if (due.isTouched) loop.kpisDue = true;
  return due;
}
