import { ApplicationFailure } from '@temporalio/activity';
import { transientBackoffLimit } from '../../../workflows/contract.ts';
import type { State } from '../../../workflows/contract.ts';
import type { Due } from './outcome.ts';

export interface TransientFailure {
  error: ApplicationFailure;
  /** What is written down of it: `failed` when no retry follows in this cycle. */
  standing: { state: State | null; reason: string; waitMs: number | null };
}

interface RetryPolicy {
  /** Until the next cycle, which tries again what has failed in this one. */
  everyMs: number;
  transientRetryMs: number;
  transientAttempts: number;
}

/** Whether Temporal gives up after this attempt. */
export function isLastAttempt(attempt: number, { transientAttempts }: Pick<RetryPolicy, 'transientAttempts'>): boolean {
  return attempt >= transientAttempts;
}

/**
 * A failure that Temporal retries with the workflow's policy, told as a sentence with its attempt.
 *
 * @param due what the attempts before it have made due; goes with the failure to the workflow
 */
export function transientFailure(message: string, attempt: number, policy: RetryPolicy, due?: Due): TransientFailure {
  const isLast = isLastAttempt(attempt, policy);
  const waitMs = policy.transientRetryMs * Math.min(2 ** (attempt - 1), transientBackoffLimit);
  const reason = `${message} Attempt ${attempt} of ${policy.transientAttempts}.`;
  return {
    error: ApplicationFailure.create({ type: 'GitHubTransient', message: reason, details: due ? [due] : [] }),
    standing: { state: isLast ? 'failed' : null, reason, waitMs: isLast ? policy.everyMs : waitMs },
  };
}
