import { condition, patched } from '@temporalio/workflow';
import { limitSummary } from '../limit-summary.ts';
import { msLeft } from '../ms-left.ts';
import type { Limit } from '../ms-left.ts';
import type { Loop } from './loop-state.ts';

/** A limit of GitHub's, as an activity tells it. */
export interface Limited extends Limit {
  reason: string;
  /** Told of a list: what is stored, and how many rows there are. */
  rows?: number;
  total?: number | null;
  /** Told by what opens a cycle. */
  hasSearchAttributes?: boolean;
}

const mostJitterMs = 5_000;

/**
 * Does a piece of work again as often as GitHub's limits ask for it; each wait is a timer with a name in the UI.
 *
 * @param show called when the loop's state has changed
 * @param noteWait called with each limit, and with null when it has been waited for
 * @returns what the work gave in the end; a limit only when the loop was paused meanwhile
 */
export async function throughLimits<T extends { kind: string }>(
  loop: Loop,
  show: () => void,
  work: () => Promise<T>,
  noteWait: (limit: Limited | null) => void = () => undefined,
): Promise<T> {
  for (;;) {
    const { changes } = loop;
    const outcome = await work();
    if (!isLimited(outcome) || loop.isPaused) return outcome;
    const leftMs = msLeft(outcome);
    const until = Date.now() + leftMs;
    // All repositories of a token wake at once otherwise.
    const wait = Math.max(1, leftMs) + Math.random() * Math.min(mostJitterMs, leftMs / 10);
    loop.limitedUntil = Math.max(loop.limitedUntil ?? 0, until);
    meetSearchAttributes(loop, outcome);
    noteWait(outcome);
    show();
    try {
      await condition(() => loop.isPaused || loop.changes !== changes, Math.ceil(Math.max(1, wait)), {
        summary: limitSummary(outcome),
      });
    } finally {
      noteWait(null);
    }
    if (loop.changes !== changes || (loop.limitedUntil ?? 0) <= Date.now()) loop.limitedUntil = null;
    show();
    if (loop.isPaused) return outcome;
  }
}

/** A loop whose very first request meets a limit is to be found by it, too; those that ran before showed nothing then. */
function meetSearchAttributes(loop: Loop, { hasSearchAttributes = false }: Limited): void {
  if (loop.hasSearchAttributes || !hasSearchAttributes) return;
  loop.hasSearchAttributes = patched('limits-are-listed-from-the-first-request');
}

function isLimited<T extends { kind: string }>(outcome: T): outcome is T & Limited {
  return outcome.kind === 'limited';
}
