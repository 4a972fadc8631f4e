import type { LoopStatus, Resource, ResourceStatus, State, SyncRepositoryInput } from '../contract.ts';

/** What a loop carries into its next run (continue-as-new); plain JSON. */
export interface CarriedState {
  cycle: number;
  settledCycle: number;
  isPaused: boolean;
  hasSearchAttributes: boolean;
  kpisDue: boolean;
  kpisStartedAt: number | null;
  nextSyncAt: number | null;
  resources: ResourceStatus[];
}

/** Everything that a loop knows; one object, changed by the loop and its handlers. */
export interface Loop extends CarriedState {
  input: SyncRepositoryInput;
  isCycleRunning: boolean;
  /** Someone asked for a cycle now. */
  isWanted: boolean;
  cycleEndedAt: number | null;
  limitedUntil: number | null;
  /** A series of requests for statistics is under way; it outlives its cycle. */
  isStatsRunning: boolean;
}

/** @param carried state of the run before; undefined at the first start */
export function openLoop(input: SyncRepositoryInput, carried: CarriedState | undefined): Loop {
  const first: CarriedState = {
    cycle: 0,
    settledCycle: 0,
    isPaused: false,
    hasSearchAttributes: false,
    kpisDue: false,
    kpisStartedAt: null,
    nextSyncAt: null,
    resources: input.resources.map((resource) => ({
      resource,
      state: 'loading',
      rows: 0,
      reason: null,
      nextTryAt: null,
    })),
  };
  return {
    ...first,
    ...carried,
    input,
    isCycleRunning: false,
    isWanted: false,
    cycleEndedAt: null,
    limitedUntil: null,
    isStatsRunning: false,
  };
}

/** The part of a loop that goes into its next run. */
export function carry(loop: Loop): CarriedState {
  const { cycle, settledCycle, isPaused, hasSearchAttributes, kpisDue, kpisStartedAt, nextSyncAt, resources } = loop;
  return { cycle, settledCycle, isPaused, hasSearchAttributes, kpisDue, kpisStartedAt, nextSyncAt, resources };
}

/** Notes how a resource stands now. */
export function setResource(loop: Loop, resource: Resource, status: Partial<Omit<ResourceStatus, 'resource'>>): void {
  const found = loop.resources.find((one) => one.resource === resource);
  if (found) Object.assign(found, { reason: null, nextTryAt: null }, status);
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

/** The one word for a loop. */
export function phaseOf(loop: Loop, now: number): State {
  if (loop.isPaused) return 'paused';
  if (loop.limitedUntil !== null && loop.limitedUntil > now) return 'limited';
  // A list that this repository does not have is no trouble of the loop, unless it is the issues.
  const told = loop.resources.filter(({ resource, state }) => state !== 'disabled' || resource === 'issues');
  const found = byUrgency.find((state) => told.some((resource) => resource.state === state));
  if (found) return found;
  return loop.resources.find(({ resource }) => resource === 'issues')?.state === 'empty' ? 'empty' : 'ok';
}

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** The answer of the query `status`. */
export function statusOf(loop: Loop, now: number): LoopStatus {
  return {
    repository: loop.input.repository,
    phase: phaseOf(loop, now),
    cycle: loop.cycle,
    isCycleRunning: loop.isCycleRunning,
    settledCycle: loop.settledCycle,
    isPaused: loop.isPaused,
    nextSyncAt: instant(loop.nextSyncAt),
    limitedUntil: loop.limitedUntil !== null && loop.limitedUntil > now ? instant(loop.limitedUntil) : null,
    resources: loop.resources,
  };
}
