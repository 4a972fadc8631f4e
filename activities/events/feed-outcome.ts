import type { State } from '../../workflows/contract.ts';

/** How a look at a feed ended; small, since it goes into the workflow's history. */
export type FeedOutcome = { hasSearchAttributes: boolean } & (
  | {
      kind: 'done';
      state: State;
      reason: string | null;
      /** Events that this feed has brought since the beginning. */
      rows: number;
      /** Until the next look, in milliseconds. */
      nextPollMs: number;
      /** The newest look that found something; the next one is told it, as the sign that what follows was heard. */
      poll: number;
      /** Workflows of repositories that something has happened in. */
      wake: string[];
      /** Repositories (owner/name) whose numbers are out of date. */
      touched: string[];
    }
  /** It is waited for. */
  | { kind: 'limited'; until: string; waitMs?: number; reason: string }
  | { kind: 'refused'; state: State; reason: string; waitMs?: number }
  /** Another workflow is at this feed just now. */
  | { kind: 'busy' }
);
