import { MockActivityEnvironment } from '@temporalio/testing';
import type { Pool } from 'pg';
import { createPollFeed } from '../../activities/events/poll-feed.ts';
import type { FeedInput } from '../../activities/events/feed-input.ts';
import type { FeedOutcome } from '../../activities/events/feed-outcome.ts';
import { createBudget } from '../../activities/github/budget.ts';
import { createGitHub } from '../../activities/github/client.ts';
import { createAuthorize } from '../../activities/github/credentials.ts';
import { createLocks } from '../../activities/sync/slice/locks.ts';
import { eventsWorkflowId } from '../../workflows/contract.ts';
import { parseEventSource } from '../../workflows/inputs/poll-events.ts';
import { parseWaits } from '../../workflows/inputs/waits.ts';
import { timesOf } from '../../workflows/times.ts';

/** The activity that reads feeds, on a database and an API of a test's own. */
export interface Poller {
  /** Looks once at a source, as a loop that has heard of every look before. */
  poll(source: string, input?: Partial<FeedInput>): Promise<FeedOutcome>;
  close(): Promise<void>;
}

/** @param apiUrl where it asks */
export function openPoller(db: Pool, apiUrl: string, token = 'poller'): Poller {
  const locks = createLocks(db);
  const pollFeed = createPollFeed({
    db,
    github: createGitHub({ apiUrl }),
    authorize: createAuthorize({ kind: 'token', token }, apiUrl),
    budget: createBudget({ db, requestsPerMinute: 1_000_000 }),
    withLock: locks.withLock,
    connections: 1,
    hasSearchAttributes: false,
    isTouched: () => Promise.resolve(false),
  });
  const heard = new Map<string, number>();
  return {
    async poll(name, more = {}) {
      const source = parseEventSource(name);
      const every = '15m';
      const input: FeedInput = {
        ...timesOf(parseWaits({ transientRetry: '10ms' }), every),
        workflowId: eventsWorkflowId(source),
        source,
        every,
        maxPages: 3,
        isUrgent: false,
        heardPoll: heard.get(name) ?? null,
        ...more,
      };
      const outcome = (await new MockActivityEnvironment({ attempt: 1 }).run(pollFeed, input)) as FeedOutcome;
      if (outcome.kind === 'done') heard.set(name, outcome.poll);
      return outcome;
    },
    close: locks.close,
  };
}
