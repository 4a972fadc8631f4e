import type { BackfillPart, BackfillPlan } from '../../activities/sync/backfill/plan-backfill.ts';
import { boundSentences } from '../bound-sentences.ts';
import type { BackfillRepositoryInput, Resource } from '../contract.ts';

/** How far one list is; plain JSON, carried from run to run. */
export interface ListRun extends BackfillPart {
  state: 'waiting' | 'reading' | 'done' | 'failed';
  reason: string | null;
  /** Where the range ends that is read, and where it begins (null: at the beginning), ISO; null: nothing was measured yet. */
  range: { until: string; floor: string | null } | null;
  /** GitHub's count of its rows; null: it does not tell. */
  expected: number | null;
  /** Rows shown by the chunks that were read, and by the one under way. */
  rows: number;
  chunkRows: number;
  changed: number;
  chunks: number;
  /** Length of the next chunk. */
  days: number | null;
  /** What was read begins here, ISO; null: at the beginning, or nothing was read. */
  readFrom: string | null;
  isContiguous: boolean;
  /** Time that was spent on reading, without pauses and waits. */
  workedMs: number;
  /** Resources whose single things are to be asked for before the next chunk. */
  thingsDue: Resource[];
  /** Waits and failures in a row, without any progress between them. */
  waits: number;
  failures: number;
}

/** What a backfill carries into its next run (continue-as-new). */
export interface CarriedBackfill {
  isPaused: boolean;
  plan: Planned | null;
  lists: ListRun[];
  /** Resources whose single things are still to be asked for once all lists are read; null: they are not. */
  thingsLeft: Resource[] | null;
  notes: string[];
  failures: string[];
}

export type Planned = Extract<BackfillPlan, { kind: 'planned' }> & { hasSearchAttributes: boolean };

/** What a backfill knows; one object, changed by it and its handlers. */
export interface BackfillRun extends CarriedBackfill {
  input: BackfillRepositoryInput;
  limitedUntil: number | null;
  /** Why nothing was begun yet. */
  waitsFor: string | null;
  /** Shows the run in Temporal's UI. */
  show: () => void;
}

export function openBackfill(input: BackfillRepositoryInput, carried: CarriedBackfill | undefined): BackfillRun {
  const fresh = { isPaused: false, plan: null, lists: [], thingsLeft: null, notes: [], failures: [] };
  return { ...fresh, ...carried, input, limitedUntil: null, waitsFor: null, show: () => undefined };
}

/** Something that could not be read; a run of a year may meet many. */
export function noteFailure({ failures }: BackfillRun, sentence: string): void {
  failures.push(sentence);
  boundSentences(failures);
}

export function carryBackfill(run: BackfillRun): CarriedBackfill {
  const { isPaused, plan, lists, thingsLeft, notes, failures } = run;
  return { isPaused, plan, lists, thingsLeft, notes, failures };
}

/** A list of which nothing was read. */
export function openList(part: BackfillPart): ListRun {
  return {
    ...part,
    state: 'waiting',
    reason: null,
    range: null,
    expected: null,
    rows: 0,
    chunkRows: 0,
    changed: 0,
    chunks: 0,
    days: null,
    readFrom: null,
    isContiguous: true,
    workedMs: 0,
    thingsDue: [],
    waits: 0,
    failures: 0,
  };
}
