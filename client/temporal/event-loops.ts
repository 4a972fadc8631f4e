import type { Client } from '@temporalio/client';
import { eventsWorkflowId, messages, nameOfSource, workflowTypes } from '../../workflows/contract.ts';
import type { EventSource, EventsStatus } from '../../workflows/contract.ts';
import { startUnlessRunning } from './start-unless-running.ts';

/** Input of a loop of events beside its source; what is left out has the workflow's defaults. */
export interface EventLoopOptions {
  every?: string;
  maxPages?: number;
}

/** @returns false when the loop runs already, with whatever input it was started */
export function addEventLoop(client: Client, source: EventSource, options: EventLoopOptions): Promise<boolean> {
  return startUnlessRunning(client, workflowTypes.pollEvents, {
    workflowId: eventsWorkflowId(source),
    args: [{ source: source.name, ...options }],
    staticSummary: nameOfSource(source),
  });
}

/**
 * Waits for the end of a loop's first look.
 *
 * @returns null where that takes longer than the signal waits
 * @throws what made the loop fail: there is no such source
 */
export async function firstLook(
  client: Client,
  source: EventSource,
  signal: AbortSignal,
): Promise<EventsStatus | null> {
  const handle = client.workflow.getHandle(eventsWorkflowId(source));
  while (!signal.aborted) {
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING' && status.name !== 'CONTINUED_AS_NEW') {
      await handle.result();
      return null;
    }
    const told = await handle.query<EventsStatus>(messages.status).catch(() => undefined);
    if (told && (told.settledCycle > 0 || told.phase === 'limited')) return told;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return null;
}
