import { resources } from '../contract.ts';
import type { RepositoryResource } from '../contract.ts';
import { list } from './fields.ts';

/**
 * @param value names of resources
 * @returns them as given, each once; null where none is given: all, also those that a later version knows
 * @throws Error with a sentence for an unknown name
 */
export function parseResources(value: unknown): RepositoryResource[] | null {
  const names = list(value, 'resources');
  for (const name of names) {
    if (!resources.includes(name as RepositoryResource)) {
      throw new Error(`${JSON.stringify(name)} is no resource; known are ${resources.join(', ')}.`);
    }
  }
  return names.length === 0 ? null : ([...new Set(names)] as RepositoryResource[]);
}
