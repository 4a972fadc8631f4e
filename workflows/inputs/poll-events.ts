import { eventsWorkflowId, workflowTypes } from '../contract.ts';
import type { EventSource, PollEventsInput } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import { onlyObject, refuseUnknown } from './fields.ts';
import { parseOwnerName, parseRepositoryName } from './repository-name.ts';
import { parseWaits } from './waits.ts';

/** GitHub shows 300 events of a feed, in pages of 100. */
const mostEventPages = 3;

/** What is said of a source that is none. */
const sources = 'A source of events is owner/name, an owner such as golang, or public';

/**
 * @param value `golang/go` or its address, `golang`, or `public`, which always is the public feed
 * @throws Error with a sentence
 */
export function parseEventSource(value: unknown): EventSource {
  if (value === 'public') return { kind: 'public', name: 'public' };
  if (typeof value !== 'string' || value.trim() === '') {
    throw new Error(`${sources}, not ${JSON.stringify(value) ?? 'nothing'}.`);
  }
  try {
    if (value.includes('/')) return { kind: 'repository', name: parseRepositoryName(value) };
    return { kind: 'owner', name: parseOwnerName(value) };
  } catch (error) {
    throw new Error(`${sources}: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws Error with a sentence for a number of pages that GitHub does not have */
export function parseMaxPages(value: unknown): number {
  if (value === undefined || value === null) return mostEventPages;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= mostEventPages) return value as number;
  throw new Error(
    `maxPages must be 1, 2 or ${mostEventPages}, as GitHub shows 300 events of a feed, 100 a page; not ${JSON.stringify(value)}.`,
  );
}

const usual = '15m';
const shortest = '1m';
const longest = '24h';

/** @throws Error with a sentence for what is no duration, or none between a minute and a day */
export function parseEventsEvery(value: unknown): string {
  if (value === undefined || value === null) return usual;
  const wait = milliseconds(value, 'every');
  if (wait >= milliseconds(shortest, 'every') && wait <= milliseconds(longest, 'every')) return value as string;
  throw new Error(
    `every must be between ${shortest}, as often as GitHub wants feeds to be asked, and ${longest}, not ${JSON.stringify(value)}.`,
  );
}

/**
 * Checks the input of `pollEvents`, once, at the edge.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence that says what to give instead
 */
export function parsePollEventsInput(inputs: unknown[]): PollEventsInput {
  const type = workflowTypes.pollEvents;
  const fields = onlyObject(type, inputs, `{"source":"golang/go"}`);
  refuseUnknown(fields, ['source', 'maxPages', 'every', 'waits'], type);
  return {
    source: parseEventSource(fields.source),
    maxPages: parseMaxPages(fields.maxPages),
    every: parseEventsEvery(fields.every),
    waits: parseWaits(fields.waits),
  };
}

/** @throws Error naming the right command: uniqueness is Temporal's, by workflow id */
export function requireEventsId(workflowId: string, source: EventSource): void {
  const expected = eventsWorkflowId(source);
  if (workflowId === expected) return;
  throw new Error(
    `The loop of ${source.name}'s events has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type pollEvents --workflow-id ${expected} --input '{"source":"${source.name}"}'`,
  );
}
