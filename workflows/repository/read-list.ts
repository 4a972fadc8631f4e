import { condition } from '@temporalio/workflow';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import type { SliceInput } from '../../activities/sync/slice/slice.ts';
import { githubActivities } from '../activities.ts';
import type { Resource } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { throughLimits } from '../loop/wait-for-limit.ts';
import { shareOf } from '../share.ts';
import type { Urgency } from '../share.ts';
import { noteFailure, noteOutcome } from './note-outcome.ts';
import type { ListLoop, RepositoryLoop } from './repository-loop.ts';
import { createNoteWait } from './waiting.ts';

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
  /** Lists that are due now, because this one has changed, also where it failed in the end. */
  followers: Resource[];
}

const busyWaitMs = 3_000;

/**
 * Reads a list slice by slice, through limits, until it is at its end, refused, paused, or the history is long. A list
 * that fails delays only itself; the next cycle tries it again.
 */
export async function readList(
  { loop, show }: { loop: ListLoop; show: () => void },
  input: SliceInput,
  urgency: Urgency,
): Promise<ListRead> {
  const { syncList: slice } = githubActivities(loop.input.waits);
  const { resource } = input;
  const summary = `${resource} of ${input.subject?.name ?? input.repository}`;
  let page: number | undefined;
  const share = shareOf(input.repository, urgency);
  const tell = () => ({ ...share, summary: page === undefined ? summary : `${summary}, from page ${page}` });
  const noteWait = createNoteWait(loop, resource);
  const read: ListRead = { resource, isChanged: false, followers: [] };
  try {
    for (;;) {
      const outcome = await throughLimits<Outcome>(
        loop,
        show,
        () => slice.executeWithOptions(tell(), [input]),
        noteWait,
      );
      read.isChanged ||= outcome.changed > 0;
      page = outcome.kind === 'more' ? outcome.page : page;
      noteOutcome(loop, resource, outcome);
      show();
      read.followers = outcome.followers ?? [];
      if (outcome.kind === 'busy') await waitForOthers(loop, summary);
      else if (outcome.kind !== 'more' || isHistoryLong()) return read;
      if (loop.isPaused) return read;
    }
  } catch (error) {
    const { followers = [] } = noteFailure(loop, resource, error);
    return { ...read, followers };
  }
}

async function waitForOthers(loop: ListLoop, what: string): Promise<void> {
  await condition(() => loop.isPaused, busyWaitMs, { summary: `Another workflow reads the ${what}.` });
}
