import type { WorkflowHandle } from '@temporalio/client';
import type { Rig } from '../support/rig.ts';

/** A history to keep: of the handle's run, or of the newest one where the handle names none. */
export interface Recorded {
  /** Name of the file, without its ending. */
  name: string;
  handle: WorkflowHandle;
}

/** Makes real runs and gives those whose histories are worth keeping; each uses repositories of its own. */
export type Scenario = (rig: Rig) => Promise<Recorded[]>;
