import type { CyclePlan } from '../activities/sync/cycle/cycle-plan.ts';
import { taskQueues } from './contract.ts';
import type { Resource } from './contract.ts';

/**
 * Who goes first where activities wait for a slot: `now`: a person waits for it (`syncNow`); `cycle`: a normal cycle; `load`: a list
 * that was never read to its end; `background`: comparisons with GitHub and backfills.
 */
export type Urgency = 'now' | 'cycle' | 'load' | 'background';

/** Temporal's own priorities, 1 first; 3 is what everything else has. */
const priorityKeys: Record<Urgency, number> = { now: 1, cycle: 3, load: 4, background: 5 };

/** Temporal refuses longer ones; names of repositories are ASCII. */
const mostKeyLength = 64;

/**
 * Where an activity that calls GitHub stands among those that wait. Within one urgency each repository has its turn, however many
 * activities of another one wait; what a person waits for has slots of its own, since an order of those that wait frees no slot.
 *
 * @param name of the repository or owner that it is about
 * @returns options of the activity; changing them is no matter of replay
 */
export function shareOf(name: string, urgency: Urgency) {
  return {
    priority: { priorityKey: priorityKeys[urgency], fairnessKey: name.toLowerCase().slice(0, mostKeyLength) },
    taskQueue: urgency === 'now' ? taskQueues.urgent : taskQueues.github,
  };
}

/**
 * A load takes as long as it takes, whoever asked for it: it must not hold what is kept for those who wait for seconds.
 *
 * @param plan of the cycle, as the activity that opened it has told
 */
export function urgencyOf(plan: CyclePlan, resource: Resource, { isUrgent }: { isUrgent: boolean }): Urgency {
  const planned = plan.find((one) => one.resource === resource);
  if (planned?.isLoaded === false) return 'load';
  return isUrgent ? 'now' : 'cycle';
}
