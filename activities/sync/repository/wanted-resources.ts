import { resources } from '../../../workflows/contract.ts';
import type { Resource } from '../../../workflows/contract.ts';

/**
 * What a loop keeps, from what a person named: the repository always, and with reviews the pull requests, since reviews are
 * read for each one that has changed.
 *
 * @param named null: everything
 */
export function wantedResources(named: readonly Resource[] | null): Resource[] {
  if (named === null) return [...resources];
  const isNeeded = (name: Resource) => name === 'repository' || (name === 'pull_requests' && named.includes('reviews'));
  return resources.filter((name) => isNeeded(name) || named.includes(name));
}
