import type { State } from '../contract.ts';
import type { LoopParts } from './loop-parts.ts';
import { standingLimit } from './loop-state.ts';
import type { Loop } from './loop-state.ts';

type Woken = Pick<LoopParts<unknown, unknown>, 'wakeRestMs' | 'phase'>;

/** What GitHub refuses is asked again when its own time has come, whatever else happens there. */
const wakeable: readonly State[] = ['ok', 'empty', 'loading', 'stats_pending', 'disabled'];

function mayWake(loop: Loop, { phase }: Woken): boolean {
  return !loop.isPaused && standingLimit(loop, Date.now()) === null && wakeable.includes(phase());
}

/**
 * Something has happened at GitHub: a loop that rests goes on soon, however often that is told; one that works, does so once more
 * afterwards, as what it has read may be older.
 */
export function wake(loop: Loop, parts: Woken): void {
  const { wakeRestMs } = parts;
  if (wakeRestMs === undefined) return;
  loop.isWoken = true;
  if (loop.nextSyncAt === null || !mayWake(loop, parts)) return;
  const soon = Math.max(Date.now(), (loop.cycleEndedAt ?? 0) + wakeRestMs);
  loop.nextSyncAt = Math.min(loop.nextSyncAt, soon);
}

/** How long a loop rests after a cycle that wants to rest for so long; milliseconds. */
export function restOf(loop: Loop, parts: Woken, waitMs: number): number {
  if (!loop.isWoken || parts.wakeRestMs === undefined || !mayWake(loop, parts)) return waitMs;
  return Math.min(waitMs, parts.wakeRestMs);
}
