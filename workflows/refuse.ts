import { ApplicationFailure } from '@temporalio/workflow';

/**
 * A failure that ends a workflow with a sentence for the person who started it: never retried, and without a stack,
 * which would say where in our code the sentence stands.
 */
export function refusal(message: string, type: string): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable(message, type);
  failure.stack = '';
  return failure;
}
