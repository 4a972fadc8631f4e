import { Worker } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { HistoryJson } from './scrub-history.ts';

/** What the first event of a history says. */
export interface Started {
  workflowType: { name: string };
  workflowId: string;
  originalExecutionRunId: string;
}

export const startedOf = ({ events }: HistoryJson) =>
  events[0]?.['workflowExecutionStartedEventAttributes'] as unknown as Started;

/**
 * Replays histories one after the other on one worker: a worker for each would take half a second more.
 *
 * @returns of each history whether it was replayed: resolves when it was, rejects with what stopped it
 */
export async function replayAll(
  workflowBundle: WorkflowBundleOption,
  histories: HistoryJson[],
): Promise<(history: HistoryJson) => Promise<void>> {
  const asked = histories.map((history) => ({ workflowId: startedOf(history).workflowId, history }));
  const outcomes = new Map<string, Error | undefined>();
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle }, asked)) {
    outcomes.set(runId, error);
  }
  return async (history) => {
    const { originalExecutionRunId: runId } = startedOf(history);
    if (!outcomes.has(runId)) throw new Error(`The run ${runId} was not replayed.`);
    const error = outcomes.get(runId);
    if (error) throw error;
  };
}
