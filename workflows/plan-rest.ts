import { isCancellation, patched, workflowInfo } from '@temporalio/workflow';
import { localActivities, momentaryActivities } from './activities.ts';
import type { Waits } from './contract.ts';
import { milliseconds } from './duration.ts';

interface Rest {
  waits: Waits;
  /** What the cycle asks for, milliseconds. */
  waitMs: number;
  /** How long it took, milliseconds. */
  cycleMs: number;
}

/** @returns milliseconds until the next cycle, as Postgres knows what is to be tried before; what was asked for where it is away */
export async function planRest({ waits, waitMs, cycleMs }: Rest): Promise<number> {
  const { workflowId } = workflowInfo();
  const leastMs = milliseconds(waits.refusalRetry, 'refusalRetry');
  const activities = patched('rest-is-planned-in-order') ? momentaryActivities : localActivities;
  try {
    const rest = await activities.planRest({ workflowId, waitMs, cycleMs, leastMs });
    return rest.waitMs;
  } catch (error) {
    if (isCancellation(error)) throw error;
    // Postgres is away: the next cycle waits for it, and plans its own rest.
    return waitMs;
  }
}
