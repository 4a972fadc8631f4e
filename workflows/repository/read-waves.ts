import type { CyclePlan } from '../../activities/sync/cycle/cycle-plan.ts';
import type { Resource } from '../contract.ts';
import type { ListRead } from './read-list.ts';

// Lists that make each other due for ever would keep a cycle from ending; what is left is due in the next one.
const mostReadings = 4;

interface Waves {
  plan: CyclePlan;
  read: (resource: Resource) => Promise<Pick<ListRead, 'followers'>>;
  /** Asked before each wave. @param isFirst nothing has been read yet */
  mayGoOn: (isFirst: boolean) => boolean;
}

/**
 * Reads what a cycle's plan wants, in waves: all lists at once that wait for no other one that is wanted, too; then those
 * and what the first ones have made due. Nothing here knows a resource by name.
 *
 * @returns lists that are still wanted, because the cycle may not go on or because they were read often enough
 */
export async function readWaves({ plan, read, mayGoOn }: Waves): Promise<Resource[]> {
  const lists = plan.filter(({ isList }) => isList);
  const wanted = new Set(lists.flatMap(({ resource, isDue }) => (isDue ? [resource] : [])));
  const readings = new Map<Resource, number>();
  const isReadEnough = (resource: Resource) => (readings.get(resource) ?? 0) >= mostReadings;
  const left = new Set<Resource>();
  for (;;) {
    const wave = nextWave(lists, wanted);
    if (wave.length === 0 || !mayGoOn(readings.size === 0)) return [...wanted, ...left];
    for (const resource of wave) {
      wanted.delete(resource);
      readings.set(resource, (readings.get(resource) ?? 0) + 1);
    }
    for (const { followers } of await Promise.all(wave.map(read))) {
      for (const follower of followers) {
        if (lists.some(({ resource }) => resource === follower)) (isReadEnough(follower) ? left : wanted).add(follower);
      }
    }
  }
}

function nextWave(lists: CyclePlan, wanted: ReadonlySet<Resource>): Resource[] {
  const left = lists.filter(({ resource }) => wanted.has(resource));
  const free = left.filter(({ resource, after }) => !after.some((other) => other !== resource && wanted.has(other)));
  // In a circle each would wait for another one.
  return (free.length > 0 ? free : left).map(({ resource }) => resource);
}
