import type { Resource, State } from '../../../workflows/contract.ts';

/** One resource of a cycle, as the activity that opens it says; recorded, so that a loop replays whatever resources the code knows by then. */
interface PlannedResource {
  resource: Resource;
  /** A list of its own activity (`syncList`); false: read otherwise (the repository itself, the statistics). */
  isList: boolean;
  /** To be asked in this cycle. */
  isDue: boolean;
  /** Lists that must be read before this one where they are read in the same cycle. */
  after: Resource[];
  /** False: it was never read to its end. Plans that were recorded before it was told have none. */
  isLoaded?: boolean;
  /** Where it stands. */
  state: State;
  rows: number;
  /** How many rows there are or will be, for people who look; null: nobody tells. */
  total?: number | null;
  reason: string | null;
  /** ISO. */
  nextTryAt: string | null;
}

export type CyclePlan = PlannedResource[];
