import { ActivityFailure, ApplicationFailure, CancellationScope, isCancellation, patched } from '@temporalio/workflow';
import type { RepositoryOutcome } from '../../activities/sync/repository/repository-outcome.ts';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import { statsActivities } from '../activities.ts';
import { milliseconds } from '../duration.ts';
import type { BesideWork } from '../loop/loop-parts.ts';
import { throughLimits } from '../loop/wait-for-limit.ts';
import { hasTouched, noteFailure, noteOutcome } from './note-outcome.ts';
import { shareOf } from '../share.ts';
import type { SliceBase } from './read-list.ts';
import { setResource } from './repository-loop.ts';
import type { RepositoryLoop } from './repository-loop.ts';
import { createNoteWait } from './waiting.ts';

type Ready = Extract<RepositoryOutcome, { kind: 'ready' }>;

export interface StatsSeries extends BesideWork {
  /** Starts a series unless one is under way. */
  start(ready: Ready, base: SliceBase): void;
}

/**
 * Statistics that GitHub is still computing may take ten minutes of 202s: they run beside the cycles and delay nothing.
 * Pausing cancels a pending series; its attempts are counted in Postgres, so the next one goes on where it stopped.
 *
 * @param onEnd called when a series has ended, however it did
 */
export function createStatsSeries(loop: RepositoryLoop, show: () => void, onEnd: () => void): StatsSeries {
  let scope: CancellationScope | undefined;
  let running: Promise<void> = Promise.resolve();
  /** Whether what came of it is told already, though its promise has not ended yet. */
  let isTold = false;

  async function run(ready: Ready, base: SliceBase): Promise<void> {
    if (!ready.stats.isDue) return;
    const { statsRetry, statsAttempts } = loop.input.waits;
    const { fetchContributorStats } = statsActivities(loop.input.waits, ready.stats.attempts);
    const input = {
      ...base,
      resource: 'contributor_stats' as const,
      sourceVersion: ready.pushedAt,
      statsRetryMs: milliseconds(statsRetry, 'statsRetry'),
      attemptsBefore: ready.stats.attemptsBefore,
      statsAttempts,
      // Broken answers share the series' requests, so its last one is the last for them, too.
      transientRetryMs: milliseconds(statsRetry, 'statsRetry'),
      transientAttempts: ready.stats.attempts,
    };
    const options = {
      ...shareOf(base.repository, base.isUrgent ? 'now' : 'cycle'),
      summary: `contributor_stats of ${base.repository}`,
    };
    try {
      const outcome = await throughLimits<Outcome>(
        loop,
        show,
        () => fetchContributorStats.executeWithOptions(options, [input]),
        createNoteWait(loop, 'contributor_stats'),
      );
      noteOutcome(loop, 'contributor_stats', outcome);
      // Statistics come at most daily: their numbers need not wait for the next computation's turn.
      if (hasTouched(outcome)) loop.kpisStartedAt = null;
    } catch (error) {
      noteEnd(loop, error);
    }
    isTold = true;
  }

  return {
    start(ready: Ready, base: SliceBase): void {
      if (loop.isStatsRunning) return;
      loop.isStatsRunning = true;
      isTold = false;
      scope = new CancellationScope();
      running = scope
        .run(() => run(ready, base))
        .finally(() => {
          loop.isStatsRunning = false;
          onEnd();
          show();
        });
    },

    isRunning: () => loop.isStatsRunning,

    // GitHub is computing.
    noteOutlived(): void {
      // Where the cycle ends in the very task in which the statistics came, they would be pending until the next cycle.
      if (isTold && patched('told-statistics-are-not-pending')) return;
      const reason = 'GitHub is computing the statistics (202); the attempts are shown by the pending activity.';
      setResource(loop, 'contributor_stats', { state: 'stats_pending', reason });
    },

    async cancel(): Promise<void> {
      scope?.cancel();
      await running;
    },
  };
}

function noteEnd(loop: RepositoryLoop, error: unknown): void {
  // Cancelled by a pause, or with the whole workflow, whose own await tells it.
  if (isCancellation(error)) return;
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && cause.type === 'GitHubStatsPending') {
    setResource(loop, 'contributor_stats', { state: 'stats_pending', reason: cause.message });
    return;
  }
  noteFailure(loop, 'contributor_stats', error);
}
