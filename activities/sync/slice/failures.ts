import { ApplicationFailure } from '@temporalio/activity';

export interface TransientFailure {
  error: ApplicationFailure;
  reason: string;
  nextTryAt: string | null;
  /** No retry follows in this cycle. */
  isLast: boolean;
}

interface RetryPolicy {
  transientRetryMs: number;
  transientAttempts: number;
}

/** Waits double from the first one, at most this many times as long (as the workflow's retry policy says). */
export const transientBackoffLimit = 64;

/** A failure that Temporal retries with the workflow's policy, told as a sentence with its attempt. */
export function transientFailure(message: string, attempt: number, policy: RetryPolicy): TransientFailure {
  const isLast = attempt >= policy.transientAttempts;
  const waitMs = policy.transientRetryMs * Math.min(2 ** (attempt - 1), transientBackoffLimit);
  const reason = `${message} Attempt ${attempt} of ${policy.transientAttempts}.`;
  return {
    error: ApplicationFailure.create({ type: 'GitHubTransient', message: reason }),
    reason,
    nextTryAt: isLast ? null : new Date(Date.now() + waitMs).toISOString(),
    isLast,
  };
}
