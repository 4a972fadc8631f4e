import { workflowInfo } from '@temporalio/workflow';

// Far below the 2,000 events that a run may have, whatever one cycle or one batch adds.
const mostHistoryEvents = 1000;

/** Whether it is time to continue as new: by our own bound, or because the server suggests it. */
export function isHistoryLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return historyLength > mostHistoryEvents || continueAsNewSuggested;
}
