import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { githubActivities } from '../activities.ts';
import type { Resource } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { msLeft } from '../ms-left.ts';
import { timesOf } from '../times.ts';
import { noteFailure } from './backfill-run.ts';
import type { BackfillRun, Planned } from './backfill-run.ts';
import { untilResumed, waitFor, waitForLimit } from './wait.ts';
import { shareOf } from '../share.ts';

const busyWaitMs = 4_000;

/**
 * Asks for the single things that older rows have made due, such as the reviews of their pull requests, as the loop would in its next
 * cycle: so that they do not wait for it, nor it for them. What fails is the next cycle's.
 *
 * @returns false when the history is long before all were asked for
 */
export async function fillThings(run: BackfillRun, plan: Planned, resource: Resource): Promise<boolean> {
  const { syncList } = githubActivities(run.input.waits);
  const order = {
    ...timesOf(run.input.waits, plan.every),
    repository: plan.repository,
    repositoryId: plan.repositoryId,
    resource,
    // What is complete stays as it is: a beginning that is later than the one that is proven changes nothing.
    from: new Date(Date.now()).toISOString().slice(0, 10),
    isUrgent: false,
  };
  const options = {
    ...shareOf(plan.repository, 'background'),
    summary: `${resource} of ${plan.repository}, what older rows have made due`,
  };
  try {
    for (;;) {
      await untilResumed(run);
      const outcome = await syncList.executeWithOptions(options, [order]);
      if (outcome.kind === 'done') return true;
      if (outcome.kind === 'refused') {
        noteFailure(run, `${resource}: ${outcome.reason}`);
        return true;
      }
      if (isHistoryLong()) return false;
      if (outcome.kind === 'busy') await waitFor(run, busyWaitMs, `The loop reads the ${resource} first.`);
      if (outcome.kind === 'limited') await waitForLimit(run, Math.max(1000, msLeft(outcome)), outcome.reason);
    }
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    noteFailure(run, `${resource}: ${error.cause?.message ?? error.message}`);
    return true;
  }
}
