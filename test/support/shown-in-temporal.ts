import type { WorkflowHandle } from '@temporalio/client';

/** Current details of a running workflow: Markdown, as Temporal's UI sets it. */
export async function detailsOf(handle: WorkflowHandle): Promise<string> {
  const { currentDetails } = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return currentDetails ?? '';
}

/** Cells of a row of a Markdown table, whose first one is this; undefined where there is none. */
export function cellsOf(details: string, first: string): string[] | undefined {
  const rows = details.split('\n').map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return rows.find((cells) => cells[1] === first)?.slice(1, -1);
}

/** Names of the timers that a workflow has set. */
export async function timersOf(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap(({ timerStartedEventAttributes: timer, userMetadata }) =>
    timer ? [String(JSON.parse(Buffer.from(userMetadata?.summary?.data ?? []).toString() || '""'))] : [],
  );
}
