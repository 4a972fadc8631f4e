import { ActivityFailure, condition, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { RepositoryOutcome } from '../../activities/sync/repository/fetch-repository.ts';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import type { SliceInput } from '../../activities/sync/slice/slice.ts';
import { githubActivities } from '../activities.ts';
import { followers, resources } from '../contract.ts';
import type { Resource, Waits } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import { failPlainly } from '../fail-plainly.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { setResource } from './loop-state.ts';
import type { Loop } from './loop-state.ts';
import { throughLimits } from './wait-for-limit.ts';

/** How a cycle ended. */
export type CycleEnd =
  | { kind: 'done'; waitMs: number }
  /** The history is long, and lists are only half read: the next run goes on with this cycle. */
  | { kind: 'unfinished' }
  | { kind: 'renamed'; to: string };

type Ready = Extract<RepositoryOutcome, { kind: 'ready' }>;
/** Input of a slice, without the resource. */
export type SliceBase = Omit<SliceInput, 'resource'>;

interface CycleParts {
  loop: Loop;
  show: () => void;
  /** Starts the statistics beside the cycle. */
  startStats: (ready: Ready, base: SliceBase) => void;
}

const busyWaitMs = 3_000;

/**
 * One cycle: the repository first, which tells whether and where the rest may be read; then its lists at once; then those
 * that follow the issue list, when it has changed. A resource that fails delays only itself; the next cycle tries it again.
 *
 * @param isUrgent a person waits for it (`syncNow`)
 * @throws ApplicationFailure when the repository does not exist
 */
export async function runCycle(parts: CycleParts, isUrgent: boolean): Promise<CycleEnd> {
  const { loop, show, startStats } = parts;
  const times = timesOf(loop.input.waits, loop.input.every);
  const common = { ...times, repository: loop.input.repository, from: loop.input.from, isUrgent };
  const outcome = await readRepository(parts, common);
  if (outcome === null) return { kind: 'done', waitMs: times.everyMs };
  if (outcome.kind === 'renamed') return outcome;
  loop.hasSearchAttributes = outcome.hasSearchAttributes;
  if (outcome.kind === 'limited') return { kind: 'done', waitMs: times.everyMs };
  if (outcome.kind === 'refused') {
    setResource(loop, 'repository', { state: outcome.state, reason: outcome.reason });
    // A token that was refused may be mended at any time; what GitHub took away is looked at daily.
    return { kind: 'done', waitMs: outcome.state === 'failed' ? times.everyMs : times.reprobeMs };
  }
  setResource(loop, 'repository', { state: 'ok', rows: 1 });
  show();

  const base = { ...common, repository: outcome.repository, repositoryId: outcome.repositoryId };
  if (outcome.stats.isDue) startStats(outcome, base);
  else settleIdleStats(loop);
  for (const { resource, ...status } of outcome.standing) setResource(loop, resource, status);
  await syncLists(parts, base, outcome.due);
  if (isHistoryLong() && !loop.isPaused && loop.resources.some(({ state }) => state === 'loading')) {
    return { kind: 'unfinished' };
  }
  return { kind: 'done', waitMs: times.everyMs };
}

/** Lists that are due, then those whose rows hang on what has changed: reviews on pull requests, these on issues. */
async function syncLists(parts: CycleParts, base: SliceBase, due: readonly Resource[]): Promise<void> {
  const isWanted = (resource: Resource) => parts.loop.input.resources.includes(resource);
  const sync = (resource: Resource) => syncList(parts, { ...base, resource });
  const first = resources.filter(
    (resource) => isWanted(resource) && resource !== 'reviews' && (resource === 'issues' || due.includes(resource)),
  );
  const changes = await Promise.all(first.filter((resource) => !notLists.includes(resource)).map(sync));
  // What is left is stale or due, and comes with the next cycle.
  if (parts.loop.isPaused) return;
  const changed = new Set(changes.flatMap(({ resource, isChanged }) => (isChanged ? [resource] : [])));
  if (changed.has('issues')) {
    const second = followers.issues.filter((resource) => isWanted(resource) && resource !== 'reviews');
    for (const { resource, isChanged } of await Promise.all(second.map(sync))) if (isChanged) changed.add(resource);
  }
  if (parts.loop.isPaused) return;
  const isReviewsDue = due.includes('reviews') || changed.has('issues') || changed.has('pull_requests');
  if (isWanted('reviews') && isReviewsDue) await sync('reviews');
}

const notLists: Resource[] = ['repository', 'contributor_stats'];

/** The loop's waits as milliseconds, as activities take them. */
export function timesOf(waits: Waits, every: string) {
  return {
    everyMs: milliseconds(every, 'every'),
    lagMs: milliseconds(waits.lag, 'lag'),
    reprobeMs: milliseconds(waits.reprobe, 'reprobe'),
    followEveryMs: milliseconds(waits.followEvery, 'followEvery'),
    transientRetryMs: milliseconds(waits.transientRetry, 'transientRetry'),
    transientAttempts: waits.transientAttempts,
  };
}

async function readRepository(
  { loop, show }: CycleParts,
  common: Omit<SliceBase, 'repositoryId'>,
): Promise<RepositoryOutcome | null> {
  const { fetchRepository } = githubActivities(loop.input.waits);
  const { every, resources, waits } = loop.input;
  const input = {
    ...common,
    workflowId: workflowInfo().workflowId,
    every,
    resources,
    statsEveryMs: milliseconds(waits.statsEvery, 'statsEvery'),
    statsAttempts: waits.statsAttempts,
    isFirstCycle: loop.resources.some(({ state }) => state === 'loading'),
  };
  try {
    return await throughLimits<RepositoryOutcome>(loop, show, () => failPlainly(fetchRepository(input)));
  } catch (error) {
    noteFailure(loop, 'repository', error);
    return null;
  }
}

interface Synced {
  resource: Resource;
  isChanged: boolean;
}

async function syncList({ loop, show }: CycleParts, input: SliceInput): Promise<Synced> {
  const { syncList: slice } = githubActivities(loop.input.waits);
  const { resource } = input;
  const summary = `${resource} of ${input.repository}`;
  let isChanged = false;
  try {
    for (;;) {
      const outcome = await throughLimits<Outcome>(loop, show, () => slice.executeWithOptions({ summary }, [input]));
      isChanged ||= outcome.changed > 0;
      noteOutcome(loop, resource, outcome);
      show();
      if (outcome.kind === 'busy') await waitForOthers(loop, summary);
      else if (outcome.kind !== 'more' || isHistoryLong()) return { resource, isChanged };
      if (loop.isPaused) return { resource, isChanged };
    }
  } catch (error) {
    noteFailure(loop, resource, error);
    return { resource, isChanged };
  }
}

async function waitForOthers(loop: Loop, what: string): Promise<void> {
  await condition(() => loop.isPaused, busyWaitMs, { summary: `Another workflow reads the ${what}.` });
}

/** Takes a slice's outcome into the loop's state. */
export function noteOutcome(loop: Loop, resource: Resource, outcome: Outcome): void {
  const { changed, rows } = outcome;
  if (changed > 0) loop.kpisDue = true;
  if (outcome.kind === 'more') setResource(loop, resource, { state: 'loading', rows });
  if (outcome.kind === 'done') setResource(loop, resource, { state: outcome.state, rows });
  if (outcome.kind === 'refused') setResource(loop, resource, { state: outcome.state, rows, reason: outcome.reason });
  if (outcome.kind === 'limited') {
    setResource(loop, resource, { state: 'limited', rows, reason: outcome.reason, nextTryAt: outcome.until });
  }
}

/** A resource has failed for this cycle; cancellation is not a failure. */
export function noteFailure(loop: Loop, resource: Resource, error: unknown): void {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  setResource(loop, resource, { state: 'failed', reason: error.cause?.message ?? error.message });
}

// Nothing was asked, because the stored set is up to date: only "not yet known" would be wrong then.
function settleIdleStats(loop: Loop): void {
  const stats = loop.resources.find(({ resource }) => resource === 'contributor_stats');
  if (stats?.state === 'loading' && !loop.isStatsRunning) stats.state = 'ok';
}
