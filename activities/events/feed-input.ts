import type { EventSource } from '../../workflows/contract.ts';
import type { timesOf } from '../../workflows/times.ts';

/** What a look at a feed gets; times in milliseconds. */
export interface FeedInput extends ReturnType<typeof timesOf> {
  workflowId: string;
  source: EventSource;
  every: string;
  /** Pages at most. */
  maxPages: number;
  /** A person asked (`syncNow`). */
  isUrgent: boolean;
  /** The newest look that found something, whose outcome the workflow has; null: none. */
  heardPoll: number | null;
}
