import type { History } from '@temporalio/common/lib/proto-utils.js';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

/** What a client or a worker calls itself in a history that is kept. */
export const scrubbedIdentity = 'repometer';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A history as the Temporal CLI writes it. */
export interface HistoryJson {
  events: { [key: string]: Json }[];
}

// Who ran it and where says nothing of the workflow and differs with every recording.
function scrub(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.map((item) => scrub(item));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrub(inner, name)]));
  }
  if (key === 'identity') return scrubbedIdentity;
  if (key === 'stackTrace') return '';
  return value;
}

// A sticky queue is named after the process that had it.
function scrubStickyQueue(event: { [key: string]: Json }): { [key: string]: Json } {
  const scheduled = event['workflowTaskScheduledEventAttributes'] as { taskQueue?: { kind?: string } } | undefined;
  if (scheduled?.taskQueue?.kind !== 'TASK_QUEUE_KIND_STICKY') return event;
  const taskQueue = { ...scheduled.taskQueue, name: scrubbedIdentity };
  return { ...event, workflowTaskScheduledEventAttributes: { ...scheduled, taskQueue } as Json };
}

/** A history without hosts, process ids and stack traces. */
export function scrubHistory(history: History): HistoryJson {
  const { events } = JSON.parse(historyToJSON(history)) as HistoryJson;
  return { events: events.map((event) => scrubStickyQueue(scrub(event) as { [key: string]: Json })) };
}

/** One event a line: small, and a change is seen in a diff. */
export function formatHistory({ events }: HistoryJson): string {
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}
