import type { SearchAttributePair } from '@temporalio/common';
import type { State } from '../contract.ts';

/** How a cycle ended. */
export type CycleEnd<End> =
  | { kind: 'done'; waitMs: number }
  /** The history is long, and something is only half read: the next run goes on with this cycle. */
  | { kind: 'unfinished' }
  /** The loop has nothing more to do; `finish` does the last things and gives its result. */
  | { kind: 'over'; finish: () => Promise<End> };

/** Work that outlives its cycle: a cycle counts as settled when this has ended, too. */
export interface BesideWork {
  isRunning(): boolean;
  /** The cycle has ended before it. */
  noteOutlived(): void;
  /** Ends it early; what it has done so far stays. */
  cancel(): Promise<void>;
}

/** A small thing that may fall due between cycles. */
export interface Errand {
  /** What it does, for the name of a timer. */
  name: string;
  /** Changes whenever `dueAt` has to be asked anew. */
  mark(): string;
  /** Milliseconds since 1970; null while it is not due at all. */
  dueAt(): number | null;
  /** Does it if it is due now. */
  run(): Promise<void>;
}

/** What one kind of loop brings to an endless loop: all that the others do not share. */
export interface LoopParts<Status, End> {
  /** What the loop keeps, as sentences name it: `golang/go`. */
  name: string;
  /** The input of its next run. */
  given: unknown;
  /** @param isUrgent a person waits for it */
  cycle(isUrgent: boolean): Promise<CycleEnd<End>>;
  /** Its own part of what goes into the next run, beside `CarriedLoop`; plain JSON. */
  carry(): object;
  /** The one word for how it stands, when it is neither paused nor limited. */
  phase(): State;
  /** Answer of the query `status`; `phase` includes pauses and limits. */
  status(phase: State, now: number): Status;
  /** Lines of Markdown for Temporal's UI, below the one that every loop has. */
  describe(): string[];
  /** Search attributes that never change. */
  attributes: SearchAttributePair[];
  /** The command that ends a pause; default: the one of repositories. */
  resumeCommand?: string;
  /** Writes into Postgres what the loop decided itself: paused, resumed. */
  record(state: State, reason: string | null): Promise<void>;
  /**
   * Says when the next cycle begins, and lets Postgres say it too.
   *
   * @param waitMs as the cycle ended
   * @param cycleMs how long that was
   * @returns milliseconds from now
   */
  planRest?(waitMs: number, cycleMs: number): Promise<number>;
  /** Between the end of a cycle and one that events begin, in milliseconds; absent: events mean nothing to this loop. */
  wakeRestMs?: number;
  beside?: BesideWork;
  errand?: Errand;
}
