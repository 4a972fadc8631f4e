import { ApplicationFailure } from '@temporalio/activity';
import { transientBackoffLimit } from '../../../workflows/contract.ts';
import type { State } from '../../../workflows/contract.ts';

export interface TransientFailure {
  error: ApplicationFailure;
  /** What is written down of it: `failed` when no retry follows in this cycle. */
  standing: { state: State | null; reason: string; waitMs: number | null };
}

interface RetryPolicy {
  transientRetryMs: number;
  transientAttempts: number;
}

/** A failure that Temporal retries with the workflow's policy, told as a sentence with its attempt. */
export function transientFailure(message: string, attempt: number, policy: RetryPolicy): TransientFailure {
  const isLast = attempt >= policy.transientAttempts;
  const waitMs = policy.transientRetryMs * Math.min(2 ** (attempt - 1), transientBackoffLimit);
  const reason = `${message} Attempt ${attempt} of ${policy.transientAttempts}.`;
  return {
    error: ApplicationFailure.create({ type: 'GitHubTransient', message: reason }),
    standing: { state: isLast ? 'failed' : null, reason, waitMs: isLast ? null : waitMs },
  };
}
