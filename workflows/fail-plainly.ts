import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { refusal } from './refuse.ts';

/**
 * Waits for an activity; where it refused for good, the workflow fails with that sentence instead of "Activity task
 * failed".
 */
export async function failPlainly<T>(activity: Promise<T>): Promise<T> {
  try {
    return await activity;
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : undefined;
    if (!(cause instanceof ApplicationFailure) || !cause.nonRetryable) throw error;
    throw refusal(cause.message, cause.type ?? 'Refused');
  }
}
