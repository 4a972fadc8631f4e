import { ActivityFailure, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { FeedOutcome } from '../../activities/events/feed-outcome.ts';
import { githubActivities } from '../activities.ts';
import { nameOfSource } from '../contract.ts';
import { failPlainly } from '../fail-plainly.ts';
import type { CycleEnd } from '../loop/loop-parts.ts';
import { throughLimits } from '../loop/wait-for-limit.ts';
import { shareOf } from '../share.ts';
import { timesOf } from '../times.ts';
import type { EventsLoop } from './events-loop.ts';
import { wakeLoops } from './wake-loops.ts';

interface Look {
  loop: EventsLoop;
  show: () => void;
}

/** Until another one that reads this feed has done so. */
const busyWaitMs = 3_000;

/**
 * One cycle: looks at the feed, stores what is new, and wakes the loops of the repositories that it tells of.
 *
 * @param isUrgent a person waits for it (`syncNow`)
 * @throws ApplicationFailure when there is no such source
 */
export async function lookAtFeed({ loop, show }: Look, isUrgent: boolean): Promise<CycleEnd<never>> {
  const { everyMs, reprobeMs } = timesOf(loop.input.waits, loop.input.every);
  const outcome = await ask({ loop, show }, isUrgent);
  if (outcome === null || outcome.kind === 'limited') return { kind: 'done', waitMs: everyMs };
  loop.hasSearchAttributes = outcome.hasSearchAttributes;
  if (outcome.kind === 'busy') return { kind: 'done', waitMs: busyWaitMs };
  const { feed } = loop;
  if (outcome.kind === 'refused') {
    Object.assign(feed, { state: outcome.state, reason: outcome.reason });
    return { kind: 'done', waitMs: outcome.waitMs ?? reprobeMs };
  }
  Object.assign(feed, { state: outcome.state, reason: outcome.reason, rows: outcome.rows });
  feed.kpisOf = [...new Set([...feed.kpisOf, ...outcome.touched])];
  show();
  await wakeLoops(outcome.wake);
  feed.heardPoll = outcome.poll;
  return { kind: 'done', waitMs: outcome.nextPollMs };
}

async function ask({ loop, show }: Look, isUrgent: boolean): Promise<FeedOutcome | null> {
  const { input, feed } = loop;
  const { source, every, maxPages, waits } = input;
  const { pollFeed } = githubActivities(waits);
  const question = {
    ...timesOf(waits, every),
    workflowId: workflowInfo().workflowId,
    source,
    every,
    maxPages,
    isUrgent,
    heardPoll: feed.heardPoll,
  };
  const options = { ...shareOf(source.name, isUrgent ? 'now' : 'cycle'), summary: nameOfSource(source) };
  try {
    return await throughLimits<FeedOutcome>(loop, show, () =>
      failPlainly(pollFeed.executeWithOptions(options, [question])),
    );
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    Object.assign(feed, { state: 'failed', reason: error.cause?.message ?? error.message });
    return null;
  }
}
