import type { RepositoryOutcome } from '../../activities/sync/repository/repository-outcome.ts';
import type { Resource } from '../contract.ts';
import { readList } from './read-list.ts';
import type { CycleParts, SliceBase } from './read-list.ts';
import { setResource } from './repository-loop.ts';
import type { RepositoryLoop } from './repository-loop.ts';

/**
 * The resources of version 0.1.0, whose activity told no plan. Loops that were recorded then are replayed from this list,
 * so it never grows: a new resource in it would stop each of them.
 */
const landedResources: readonly Resource[] = [
  'repository',
  'issues',
  'pull_requests',
  'comments',
  'review_comments',
  'reviews',
  'issue_events',
  'labels',
  'milestones',
  'releases',
  'forks',
  'commits',
  'star_history',
  'contributor_stats',
];
const landedNoLists: readonly Resource[] = ['repository', 'contributor_stats'];
const landedFollowersOfIssues: readonly Resource[] = [
  'pull_requests',
  'comments',
  'review_comments',
  'issue_events',
  'labels',
  'milestones',
];

/** Whether a list names exactly what version 0.1.0 knew: what it made of an input that named nothing. */
export function namesAllLanded(named: readonly Resource[] | null): boolean {
  return named?.length === landedResources.length && landedResources.every((resource) => named.includes(resource));
}

type Landed = Pick<Extract<RepositoryOutcome, { kind: 'ready' }>, 'due' | 'standing'>;

function landedOf(named: readonly Resource[] | null): Resource[] {
  if (named === null) return [...landedResources];
  // Reviews were read for each pull request that had changed.
  const isNeeded = (name: Resource) => name === 'repository' || (name === 'pull_requests' && named.includes('reviews'));
  return landedResources.filter((name) => isNeeded(name) || named.includes(name));
}

/** Where the resources of a loop stood before version 0.1.0 had heard anything of them. */
export function openLanded(loop: RepositoryLoop): void {
  loop.isPlanned = true;
  loop.resources = landedOf(loop.input.resources).map((resource) => {
    const known = loop.resources.find((one) => one.resource === resource);
    return known ?? { resource, state: 'loading', rows: 0, reason: null, nextTryAt: null };
  });
}

/**
 * A cycle as version 0.1.0 did it: lists that are due, those that follow the issues when they have changed, reviews.
 *
 * @returns no list: what that version left was the next cycle's
 */
export async function readLanded(
  parts: CycleParts,
  base: SliceBase,
  { due = [], standing = [] }: Landed,
): Promise<Resource[]> {
  const { loop } = parts;
  settleIdleStats(loop);
  for (const { resource, ...status } of standing) setResource(loop, resource, status);
  const lists = landedOf(loop.input.resources).filter((resource) => !landedNoLists.includes(resource));
  const isWanted = (resource: Resource) => lists.includes(resource);
  const read = (resource: Resource) => readList(parts, { ...base, resource }, base.isUrgent ? 'now' : 'cycle');

  const first = lists.filter((resource) => resource !== 'reviews' && (resource === 'issues' || due.includes(resource)));
  const changes = await Promise.all(first.map(read));
  // What is left is stale or due, and comes with the next cycle.
  if (loop.isPaused) return [];
  const changed = new Set(changes.flatMap(({ resource, isChanged }) => (isChanged ? [resource] : [])));
  if (changed.has('issues')) {
    const second = landedFollowersOfIssues.filter(isWanted);
    for (const { resource, isChanged } of await Promise.all(second.map(read))) if (isChanged) changed.add(resource);
  }
  if (loop.isPaused) return [];
  const isReviewsDue = due.includes('reviews') || changed.has('issues') || changed.has('pull_requests');
  if (isWanted('reviews') && isReviewsDue) await read('reviews');
  return [];
}

// Nothing was asked, because the stored set is up to date: only "not yet known" would be wrong then.
function settleIdleStats(loop: RepositoryLoop): void {
  const stats = loop.resources.find(({ resource }) => resource === 'contributor_stats');
  if (stats?.state === 'loading' && !loop.isStatsRunning) stats.state = 'ok';
}
