import { refusal } from './refuse.ts';

/**
 * Checks an input at the edge of a workflow.
 *
 * @throws ApplicationFailure, not retried: the workflow fails at once with the sentence. Any other error would retry the
 *   workflow task for ever, which looks like "Running".
 */
export function accept<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error), 'BadInput');
  }
}
