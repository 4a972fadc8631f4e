import { condition } from '@temporalio/workflow';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import type { SliceInput } from '../../activities/sync/slice/slice.ts';
import { githubActivities } from '../activities.ts';
import type { Resource } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { throughLimits } from '../loop/wait-for-limit.ts';
import { noteFailure, noteOutcome } from './note-outcome.ts';
import type { RepositoryLoop } from './repository-loop.ts';

/** Input of a slice, without the resource. */
export type SliceBase = Omit<SliceInput, 'resource'>;

/** What the steps of a cycle share. */
export interface CycleParts {
  loop: RepositoryLoop;
  show: () => void;
}

/** How the reading of a list went. */
export interface ListRead {
  resource: Resource;
  isChanged: boolean;
  /** Lists that are due now, because this one has changed; told when it was read to its end. */
  followers: Resource[];
}

const busyWaitMs = 3_000;

/**
 * Reads a list slice by slice, through limits, until it is at its end, refused, paused, or the history is long. A list
 * that fails delays only itself; the next cycle tries it again.
 */
export async function readList({ loop, show }: CycleParts, input: SliceInput): Promise<ListRead> {
  const { syncList: slice } = githubActivities(loop.input.waits);
  const { resource } = input;
  const summary = `${resource} of ${input.repository}`;
  const read: ListRead = { resource, isChanged: false, followers: [] };
  try {
    for (;;) {
      const outcome = await throughLimits<Outcome>(loop, show, () => slice.executeWithOptions({ summary }, [input]));
      read.isChanged ||= outcome.changed > 0;
      noteOutcome(loop, resource, outcome);
      show();
      if (outcome.kind === 'done') read.followers = outcome.followers ?? [];
      if (outcome.kind === 'busy') await waitForOthers(loop, summary);
      else if (outcome.kind !== 'more' || isHistoryLong()) return read;
      if (loop.isPaused) return read;
    }
  } catch (error) {
    noteFailure(loop, resource, error);
    return read;
  }
}

async function waitForOthers(loop: RepositoryLoop, what: string): Promise<void> {
  await condition(() => loop.isPaused, busyWaitMs, { summary: `Another workflow reads the ${what}.` });
}
