import { AsyncLocalStorage } from 'node:async_hooks';

/** What an activity tells of itself while it is pending, in Temporal's UI; no secret. */
export interface Progress {
  /** What it reads. */
  resource?: string;
  /** Of which repository, owner or feed. */
  of?: string;
  /** The last request, as a path. */
  request?: string;
  /** Pages of this resource that are stored since the beginning. */
  pages?: number;
  /** Its rows that are stored. */
  rows?: number;
}

const pending = new AsyncLocalStorage<Progress>();

/** Runs an activity; what it tells of itself is collected in `progress`. */
export const withProgress = <T>(progress: Progress, work: () => Promise<T>): Promise<T> => pending.run(progress, work);

/** Tells how far the activity is that runs now; the next heartbeat carries it. Nothing happens outside of one. */
export function tellProgress(progress: Progress): void {
  Object.assign(pending.getStore() ?? {}, progress);
}
