import type { SliceInput } from '../slice/slice.ts';

/** What one slice of a backfill gets; `from` and `to` are days (YYYY-MM-DD), half-open. */
export interface BackfillInput extends SliceInput {
  /** Null: from the beginning of the list. */
  from: string | null;
  /** Null: up to what is complete. */
  to: string | null;
  /** Rows that are left, as far as GitHub counts them; null: it does not; absent: to be asked for. */
  rowsLeft?: number | null;
  /** Length of the next chunk; null: this is the first. */
  days: number | null;
  /** A chunk was read. */
  hasRead: boolean;
}

/** How a slice of a backfill ended; small, since it goes into the workflow's history. Times are ISO. */
export type BackfillOutcome =
  /** Nothing was read yet: what there is to read. `rows` null: GitHub does not count them. */
  | { kind: 'measured'; until: string; floor: string | null; rows: number | null }
  /** The slice is over, its chunk is not. `rows`: shown of the chunk so far. */
  | { kind: 'more'; rows: number }
  /** A chunk was read: everything from `since` (null: the beginning) on is here, or an island apart from what is complete. */
  | {
      kind: 'chunk';
      since: string | null;
      isContiguous: boolean;
      rows: number;
      changed: number;
      /** Length of the next one. */
      days: number | null;
      /** GitHub's list ended before it: single things of the list are to be asked for. */
      isCutOff: boolean;
    }
  /** Everything that was wanted is here; what is complete begins at `completeFrom` (null: at the beginning). */
  | { kind: 'done'; completeFrom: string | null; isContiguous: boolean }
  /** `waitMs` null: nobody knows for how long. */
  | { kind: 'limited'; waitMs: number | null; reason: string }
  | { kind: 'refused'; reason: string }
  /** Another workflow is at the list. */
  | { kind: 'busy' }
  /** Another workflow waits for the list. */
  | { kind: 'awaited' }
  /** It cannot begin yet, or not go on. */
  | { kind: 'waiting'; reason: string };
