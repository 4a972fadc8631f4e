import { patched } from '@temporalio/workflow';
import type { Resource, ResourceStatus, State, SyncRepositoryInput, Waits } from '../contract.ts';
import type { LoopTools } from '../loop/endless-loop.ts';
import type { Loop } from '../loop/loop-state.ts';

/** What a repository's loop carries beside what every loop does; plain JSON. */
export interface CarriedRepository {
  kpisDue: boolean;
  kpisStartedAt: number | null;
  resources: ResourceStatus[];
}

/** A loop that reads lists of whatever subject. */
export interface ListLoop extends Loop {
  input: { waits: Waits };
  resources: ResourceStatus[];
  /** What those tell that wait for a limit just now. */
  waiting: Partial<Record<Resource, Partial<ResourceStatus>>>;
  /** The summary tables are to be computed; an owner has none. */
  kpisDue: boolean;
}

/** The loop of a repository; one object, changed by the loop and its handlers. */
export interface RepositoryLoop extends ListLoop, CarriedRepository {
  input: SyncRepositoryInput;
  /** The activity that opens a cycle has said where each resource stands; before that, nothing is known. */
  isPlanned: boolean;
  /** A series of requests for statistics is under way; it outlives its cycle. */
  isStatsRunning: boolean;
  /** Issues that are switched off are a note and not the loop's phase, as for every other list. */
  isDisabledNote: boolean;
}

/** A resource of which nothing is known yet. */
export const unknownYet = (resource: Resource): ResourceStatus => ({
  resource,
  state: 'loading',
  rows: 0,
  reason: null,
  nextTryAt: null,
});

/** The repository's part of a loop, at its first start or with the state of the run before. */
export function openRepository(input: SyncRepositoryInput, { loop, carried }: LoopTools): RepositoryLoop {
  const { kpisDue = false, kpisStartedAt = null, resources } = (carried ?? {}) as Partial<CarriedRepository>;
  const named = (input.resources ?? []).filter((resource) => resource !== 'repository');
  const opened = Object.assign(loop, {
    input,
    kpisDue,
    kpisStartedAt,
    resources: resources ?? ['repository' as const, ...named].map(unknownYet),
    waiting: {},
    isPlanned: resources !== undefined,
    isStatsRunning: false,
    isDisabledNote: false,
  });
  meetDisabled(opened);
  return opened;
}

/** Another phase is another command to show it, so what ran before keeps to its own. Not in a query, which may give no commands. */
function meetDisabled(loop: Pick<ListLoop, 'resources'> & { isDisabledNote?: boolean }): void {
  if (loop.isDisabledNote) return;
  const areOff = loop.resources.some(({ resource, state }) => resource === 'issues' && state === 'disabled');
  if (areOff) loop.isDisabledNote = patched('disabled-issues-are-a-note');
}

/** The repository's part of what goes into the next run. */
export function carryRepository({ kpisDue, kpisStartedAt, resources }: RepositoryLoop): CarriedRepository {
  return { kpisDue, kpisStartedAt, resources };
}

/** How a resource stands, of all that a plan tells of it. */
export function statusOf({ resource, state, rows, total, reason, nextTryAt }: ResourceStatus): ResourceStatus {
  return { resource, state, rows, total: total ?? null, reason, nextTryAt };
}

/** Takes what the activity that opens a cycle says of each resource, in its order. */
export function setResources(loop: RepositoryLoop, resources: readonly ResourceStatus[]): void {
  const series = loop.isStatsRunning && loop.resources.find(({ resource }) => resource === 'contributor_stats');
  loop.isPlanned = true;
  loop.resources = resources.map((one) =>
    // The series that runs beside the cycles knows better.
    series && series.resource === one.resource ? series : statusOf(one),
  );
  meetDisabled(loop);
}

/** Notes how a resource stands now. */
export function setResource(
  loop: Pick<ListLoop, 'resources'>,
  resource: Resource,
  status: Partial<Omit<ResourceStatus, 'resource'>>,
): void {
  const found = loop.resources.find((one) => one.resource === resource);
  if (found) Object.assign(found, { reason: null, nextTryAt: null }, status);
  meetDisabled(loop);
}

/** The next cycle begins in so many milliseconds: what failed is tried with it. */
export function noteRest(loop: Pick<ListLoop, 'resources'>, waitMs: number): void {
  for (const resource of loop.resources) if (resource.state === 'failed') resource.nextTryAt ??= instantIn(waitMs);
}

/** An instant so many milliseconds from now, as `status` tells it; null for null. */
export function instantIn(waitMs: number | undefined): string | null {
  return waitMs === undefined ? null : new Date(Date.now() + waitMs).toISOString();
}

// A state of the whole repository speaks for the loop; else the worst of its resources does.
const byUrgency: State[] = [
  'failed',
  'gone',
  'missing',
  'blocked',
  'forbidden',
  'loading',
  'stats_pending',
  'disabled',
  'renamed',
];

/** The one word for the repository, from the states of its resources. */
export function phaseOfResources({ resources, isPlanned, isDisabledNote }: RepositoryLoop): State {
  // A list that this repository does not have is no trouble of the loop.
  const isTold = ({ resource, state }: ResourceStatus) =>
    state !== 'disabled' || (resource === 'issues' && !isDisabledNote);
  const told = resources.filter(isTold);
  const found = byUrgency.find(
    (state) => (state === 'loading' && !isPlanned) || told.some((resource) => resource.state === state),
  );
  if (found) return found;
  return resources.find(({ resource }) => resource === 'issues')?.state === 'empty' ? 'empty' : 'ok';
}
