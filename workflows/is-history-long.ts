import { workflowInfo } from '@temporalio/workflow';
import type { WorkflowInfo } from '@temporalio/workflow';

// Far below the 2,000 events that a run may have, whatever one cycle or one batch adds.
const mostHistoryEvents = 1000;

/** Whether it is time to continue as new: by our own bound, or because the server suggests it. */
export const isLong = (run: Pick<WorkflowInfo, 'historyLength' | 'continueAsNewSuggested'>): boolean =>
  run.historyLength > mostHistoryEvents || run.continueAsNewSuggested;

/** The same of the run that asks. */
export const isHistoryLong = (): boolean => isLong(workflowInfo());
