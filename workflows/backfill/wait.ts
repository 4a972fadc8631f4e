import { condition } from '@temporalio/workflow';
import { milliseconds } from '../duration.ts';
import { limitSummary } from '../limit-summary.ts';
import type { BackfillRun } from './backfill-run.ts';

const hour = 3_600_000;
const mostJitterMs = 5_000;

/** Waits until the backfill is not paused. */
export async function untilResumed(run: BackfillRun): Promise<void> {
  if (run.isPaused) await condition(() => !run.isPaused);
}

/** Waits by a timer with a name in the UI; a pause ends it. */
export async function waitFor(run: BackfillRun, ms: number, summary: string): Promise<void> {
  run.show();
  await condition(() => run.isPaused, Math.max(1, Math.ceil(ms)), { summary });
}

/** Waits for a limit of GitHub's. */
export async function waitForLimit(run: BackfillRun, ms: number, reason: string): Promise<void> {
  const until = Date.now() + ms;
  run.limitedUntil = Math.max(run.limitedUntil ?? 0, until);
  // All that wait for a token would wake at once otherwise.
  const jitter = Math.random() * Math.min(mostJitterMs, ms / 10);
  await waitFor(run, ms + jitter, limitSummary({ reason, waitMs: ms, until: '' }));
  if ((run.limitedUntil ?? 0) <= Date.now()) run.limitedUntil = null;
  run.show();
}

/** A wait that nobody has named: longer each time in a row, up to an hour. */
export function growingWait({ input }: BackfillRun, times: number): number {
  return Math.min(hour, milliseconds(input.waits.refusalRetry, 'refusalRetry') * 2 ** Math.min(times, 10));
}
