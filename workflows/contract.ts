import type { Duration } from './duration.ts';

/** Workflows and database activities; activities that call GitHub have a queue of their own. */
export const taskQueues = { repometer: 'repometer', github: 'repometer-github' } as const;

/** Name of the worker deployment, of which each `REPOMETER_BUILD_ID` is a version. */
export const workerDeployment = 'repometer';

/** Every workflow type, as the Temporal CLI's `--type` takes it. */
export const workflowTypes = {
  syncRepository: 'syncRepository',
  reconcileRepository: 'reconcileRepository',
  computeKpis: 'computeKpis',
} as const;

/** The daily computation of the summary tables, made by `migrate`. */
export const kpiSchedule = { id: 'repometer-kpis', workflowId: 'kpis/daily', hour: 2, minute: 15 } as const;

/** The daily comparison with GitHub of everything that is stored, made by `migrate`. */
export const reconcileSchedule = {
  id: 'repometer-reconcile',
  workflowId: 'reconcile/all',
  hour: 5,
  minute: 0,
} as const;

/** Updates and the query of every endless loop. */
export const messages = { pause: 'pause', resume: 'resume', syncNow: 'syncNow', status: 'status' } as const;

/** Search attributes, all of type Keyword but RepometerNextSyncAt (Datetime). */
export const searchAttributes = {
  owner: 'RepometerOwner',
  repository: 'RepometerRepository',
  phase: 'RepometerPhase',
  nextSyncAt: 'RepometerNextSyncAt',
  month: 'RepometerMonth',
} as const;

/** What is kept of a repository; `repository` itself is always read. */
export const resources = [
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
  'deployments',
] as const;
export type Resource = (typeof resources)[number];

/** States of a resource; also the values of RepometerPhase (a loop that works is `loading` or `ok`). */
export type State =
  | 'loading'
  | 'ok'
  | 'empty'
  | 'paused'
  | 'limited'
  | 'stats_pending'
  | 'forbidden'
  | 'missing'
  | 'gone'
  | 'blocked'
  | 'disabled'
  | 'renamed'
  | 'failed';

/** Waits of a loop, as durations such as `30s`; tests shorten them, users rarely need to. */
export interface Waits {
  /** Between two requests for statistics that GitHub is still computing (202). */
  statsRetry: Duration;
  /** Requests of one series before the resource is `stats_pending`. */
  statsAttempts: number;
  /** Between two full series, and between two readings of the statistics. */
  statsEvery: Duration;
  /** First wait after a 5xx or a broken answer; doubles, at most 64 times as long. */
  transientRetry: Duration;
  transientAttempts: number;
  /** Between two computations of one repository's KPIs. */
  kpisEvery: Duration;
  /** Between two looks at a resource that GitHub refused (403, 404, 410, 451). */
  reprobe: Duration;
  /** Between two looks at a resource although nothing that it follows has changed. */
  followEvery: Duration;
  /** How far behind GitHub's clock a list may be (github: lists lag by minutes). */
  lag: Duration;
}

/** Waits after broken answers double up to this many times the first. */
export const transientBackoffLimit = 64;

export interface SyncRepositoryInput {
  /** `owner/name`, as in a GitHub address. */
  repository: string;
  every: Duration;
  /** null: all, also those that a later version knows. */
  resources: Resource[] | null;
  /** Only what was updated since this day (YYYY-MM-DD); null: everything. */
  from: string | null;
  waits: Waits;
}

export interface ReconcileRepositoryInput {
  /** `owner/name`; null: every repository that a loop keeps, the one that was compared longest ago first. */
  repository: string | null;
  /** How far back closed and merged items are read again. */
  back: Duration;
  /** Everything since the beginning, however old. */
  whole: boolean;
  waits: Waits;
}

export interface ComputeKpisInput {
  /** `owner/name` of each; empty: all repositories with touched months. */
  repositories: string[];
  /** `YYYY-MM`; empty: the touched months. */
  months: string[];
  /** Every month of the repositories, whether touched or not. */
  all: boolean;
  /** The day (YYYY-MM-DD, UTC) at whose end the tables stand; null: the time of the start. */
  asOf: string | null;
}

export interface ResourceStatus {
  resource: Resource;
  state: State;
  rows: number;
  reason: string | null;
  nextTryAt: string | null;
}

/** Answer of the query `status`. */
export interface LoopStatus {
  repository: string;
  phase: State;
  /** The cycle that runs or ran last; 0 before the first. */
  cycle: number;
  isCycleRunning: boolean;
  /** The newest cycle whose every resource, pending statistics included, has come to an end. */
  settledCycle: number;
  isPaused: boolean;
  nextSyncAt: string | null;
  limitedUntil: string | null;
  resources: ResourceStatus[];
}

/** Answer of `syncNow`: the cycle that was accepted, or until when a limit of GitHub's stands. */
export type SyncNowAnswer = { cycle: number } | { limitedUntil: string; message: string };

/** Workflow id of a repository's loop: `sync/golang/go`. */
export function syncWorkflowId(repository: string): string {
  return `sync/${repository.toLowerCase()}`;
}

/** Workflow id of a repository's reconciliation: `reconcile/golang/go`. */
export function reconcileWorkflowId(repository: string): string {
  return `reconcile/${repository.toLowerCase()}`;
}

/** Workflow id of a repository's KPI computation: `kpis/golang/go`. */
export function kpisWorkflowId(repository: string): string {
  return `kpis/${repository.toLowerCase()}`;
}
