import type { Loops } from '../loops.ts';

/** What a trouble needs to know of the work that it meets. */
export interface TroubleContext {
  loops: Loops;
  /** `owner/name` of all; the first one is what the work is about. */
  names: string[];
  /** Nothing was read to its end yet. */
  isLoad: boolean;
  /** Waits only for what is told within seconds. */
  isShort: boolean;
  /** Requests that have come so far. */
  requests: () => number;
  say: (line: string) => void;
}
