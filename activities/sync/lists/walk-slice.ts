import { inTransaction } from '../../../sql/db.ts';
import { askTotal, isLimitedTotal } from '../slice/ask-total.ts';
import { finishWalk, needsExactTotal } from './finish-walk.ts';
import { ownRefusal } from '../slice/list-slice.ts';
import { sliceBounds } from '../slice/bounds.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import type { Page } from '../../store/page.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { walkWindow } from './walk-window.ts';
import type { Stop, WalkedSlice } from './walk-window.ts';
import { chooseSplit, endWindow, splitWindow } from './windows.ts';
import type { Window } from './windows.ts';

/**
 * Walks on from the stored places until the list is read to its end, or the slice is over. A first load opens windows as
 * long as there is something to gain, and walks as many at once as the configuration allows.
 *
 * The last window, to the end of the list, ends last: rows that were changed meanwhile have moved behind everything that the
 * others read.
 *
 * @param changed rows that this slice has changed already
 */
export async function walkSlice(slice: ListSlice, windows: Window[], changed = 0): Promise<Outcome> {
  const walked: WalkedSlice = {
    slice,
    changed,
    rows: 0,
    pagesLeft: sliceBounds.mostPages,
    deadline: Date.now() + sliceBounds.mostMs,
  };
  const stop = await walkAll(walked, new Set(windows));
  const { rows } = walked;
  switch (stop.kind) {
    case 'limited':
      return limitedOutcome(slice, stop.limit, walked.changed, rows);
    case 'refused':
      return refusedOutcome(slice, ownRefusal(slice, stop), walked.changed, rows);
    case 'over':
      return { kind: 'more', changed: walked.changed, rows };
    case 'end':
      await finish(slice, stop.window, stop.page, rows);
      return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed: walked.changed, rows };
  }
}

/** Runs windows side by side; the first that must stop stops all, after the pages that they are storing. */
async function walkAll(walked: WalkedSlice, windows: Set<Window>): Promise<Stop> {
  const idle = new Set(windows);
  const running = new Map<Window, Promise<void>>();
  let stop: Stop | undefined;
  let failure: { error: unknown } | undefined;
  let isFilling = false;

  async function end(window: Window): Promise<void> {
    windows.delete(window);
    await endWindow(walked.slice.deps.db, walked.slice, window);
  }

  async function run(window: Window): Promise<void> {
    try {
      const isAlone = () => windows.size === 1;
      const ended = await walkWindow(walked, window, {
        isStopping: () => stop !== undefined || failure !== undefined,
        onPage: fill,
      });
      if (ended.kind !== 'end') stop ??= ended;
      else if (!window.isLast) await end(window);
      else if (isAlone()) stop ??= ended;
      // Else the end is looked at once more when the other windows are done.
    } catch (error) {
      failure ??= { error };
    } finally {
      running.delete(window);
    }
  }

  function launch(window: Window): void {
    idle.delete(window);
    running.set(window, run(window));
  }

  // Called after every page of every window: one call at a time decides.
  async function fill(): Promise<void> {
    if (isFilling) return;
    isFilling = true;
    try {
      await fillUp();
    } finally {
      isFilling = false;
    }
  }

  async function fillUp(): Promise<void> {
    while (!stop && !failure && running.size < walked.slice.deps.connections) {
      const next = [...idle].find((window) => !window.isLast || windows.size === 1);
      if (next) {
        launch(next);
        continue;
      }
      const fresh = await trySplit(walked, windows);
      if (!fresh) return;
      windows.add(fresh);
      launch(fresh);
    }
  }

  for (const window of [...idle].slice(0, walked.slice.deps.connections)) launch(window);
  while (running.size > 0) {
    await Promise.race(running.values());
    // The last window waits, idle, for the others.
    for (const window of windows) if (!running.has(window)) idle.add(window);
    await fill();
  }
  if (failure) throw failure.error;
  return stop ?? { kind: 'over' };
}

async function trySplit({ slice }: WalkedSlice, windows: Set<Window>): Promise<Window | null> {
  const last = [...windows].find(({ isLast }) => isLast);
  if (!last || last.splitsLeft <= 0) return null;
  const choice = chooseSplit(windows);
  return choice && splitWindow(slice.deps.db, slice, { ...choice, last });
}

// Apart from the last page's transaction, which must not wait for GitHub; after a crash between the two the last page is
// read again and changes nothing.
async function finish(slice: ListSlice, window: Window, { answer }: Page, rows: number): Promise<void> {
  // A number of pages would hide a few rows that lack, so where everything was read it is compared exactly.
  const isExact = window.isPass || slice.isFirstLoad || needsExactTotal(slice, window, rows);
  const asked = isExact ? await askTotal(slice) : null;
  const githubTotal = isLimitedTotal(asked) ? null : asked;
  const answeredAt = new Date(answer.date).toISOString();
  await inTransaction(slice.deps.db, (db) => finishWalk(db, slice, { window, answeredAt, githubTotal }));
}
