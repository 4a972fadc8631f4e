import type { KeptResource, Resource } from '../../../workflows/contract.ts';
import { listResources, resourcesOf } from '../../list-resources.ts';

/** Resources without a list of their own, whose single things are found in the rows of this one: reviews of pull requests. */
export function advancedBy(resource: KeptResource): Resource[] {
  return resourcesOf('repository').filter((name) => listResources[name].completeWith === resource);
}
