import { refuseAllMessages } from './refuse-messages.ts';
import { refusal } from './refuse.ts';

/**
 * Checks an input at the edge of a workflow.
 *
 * @param updates that the workflow knows: one that came together with the start hears the sentence, too
 * @throws ApplicationFailure, not retried: the workflow fails at once with the sentence. Any other error would retry the
 *   workflow task for ever, which looks like "Running".
 */
export function accept<T>(parse: () => T, updates: readonly string[] = []): T {
  try {
    return parse();
  } catch (error) {
    const failure = refusal(error instanceof Error ? error.message : String(error), 'BadInput');
    refuseAllMessages(updates, failure);
    throw failure;
  }
}
