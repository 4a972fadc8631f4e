import type { Resource, ResourceStatus } from '../contract.ts';
import type { Limited } from '../loop/wait-for-limit.ts';
import { msLeft } from '../ms-left.ts';
import { instantIn } from './repository-loop.ts';
import type { ListLoop } from './repository-loop.ts';

/**
 * Notes what a resource waits for, for people who look: the phase of a loop, which is a command, hangs on where the resource stood
 * before.
 *
 * @returns a function that takes the limit as the wait begins, and null when it is over
 */
export function createNoteWait(loop: ListLoop, resource: Resource): (limit: Limited | null) => void {
  return (limit) => {
    if (limit === null) {
      delete loop.waiting[resource];
      return;
    }
    const { reason, rows, total } = limit;
    const counted = { ...(rows !== undefined && { rows }), ...(total !== undefined && { total }) };
    loop.waiting[resource] = { ...counted, state: 'limited', reason, nextTryAt: instantIn(msLeft(limit)) };
  };
}

/** How the resources stand, those that wait for a limit as such. */
export function shownResources({ resources, waiting }: Pick<ListLoop, 'resources' | 'waiting'>): ResourceStatus[] {
  return resources.map((status) => ({ ...status, ...waiting[status.resource] }));
}
