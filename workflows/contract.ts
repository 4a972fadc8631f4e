import type { Duration } from './duration.ts';

/** Workflows and database activities; activities that call GitHub have a queue of their own, and those that a person waits for, too. */
export const taskQueues = {
  repometer: 'repometer',
  github: 'repometer-github',
  urgent: 'repometer-github-urgent',
} as const;

/** Name of the worker deployment, of which each `REPOMETER_BUILD_ID` is a version. */
export const workerDeployment = 'repometer';

/** Every workflow type, as the Temporal CLI's `--type` takes it. */
export const workflowTypes = {
  syncRepository: 'syncRepository',
  syncOrganization: 'syncOrganization',
  previewOrganization: 'previewOrganization',
  backfillRepository: 'backfillRepository',
  pollEvents: 'pollEvents',
  reconcileRepository: 'reconcileRepository',
  computeKpis: 'computeKpis',
  syncMembers: 'syncMembers',
} as const;

/** Types of the workflows that never end, each with a row of its own in Postgres. */
export const loopTypes = [
  workflowTypes.syncRepository,
  workflowTypes.syncOrganization,
  workflowTypes.pollEvents,
] as const;

/** The daily computation of the summary tables, made by `migrate`. */
export const kpiSchedule = { id: 'repometer-kpis', workflowId: 'kpis/daily', hour: 2, minute: 15 } as const;

/** The daily comparison with GitHub of everything that is stored, made by `migrate`. */
export const reconcileSchedule = {
  id: 'repometer-reconcile',
  workflowId: 'reconcile/all',
  hour: 5,
  minute: 0,
} as const;

/** The daily look at who belongs to every organisation that is kept, made by `migrate`. */
export const membersSchedule = { id: 'repometer-members', workflowId: 'members/all', hour: 5, minute: 0 } as const;

/**
 * Updates and the query of every endless loop; `tryAgain` is a signal that workers send, `wake` one that the reading of events sends to
 * the loop of a repository.
 */
export const messages = {
  pause: 'pause',
  resume: 'resume',
  syncNow: 'syncNow',
  status: 'status',
  tryAgain: 'tryAgain',
  wake: 'wake',
} as const;

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
export type RepositoryResource = (typeof resources)[number];

/** What is kept of an owner, an organisation or a user; `owner` itself is always read. No loop of a repository knows these. */
export const ownerResources = [
  'owner',
  'owner_repositories',
  'members',
  'public_members',
  'admins',
  'outside_collaborators',
  'teams',
  'team_members',
] as const;
export type OwnerResource = (typeof ownerResources)[number];
/** Those among them that tell who belongs to an organisation; `syncMembers` reads them. */
export type PeopleResource = Exclude<OwnerResource, 'owner' | 'owner_repositories'>;

/** Everything that is kept; each belongs to one kind of subject. */
export type Resource = RepositoryResource | OwnerResource;

/** What a loop of events keeps, by whose feed it reads. */
export const feedResources = {
  repository: 'events',
  owner: 'owner_events',
  public: 'public_events',
} as const;
type FeedResource = (typeof feedResources)[keyof typeof feedResources];

/** Everything that has a row of its own in `sync.resource`. */
export type KeptResource = Resource | FeedResource;

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
  /** First wait after a refusal that may pass by itself; doubles, up to an hour. What is no such one is looked at after it once, or in the next cycle. */
  refusalRetry: Duration;
  /** Between two looks at a resource that GitHub refused (403, 404, 410, 451). */
  reprobe: Duration;
  /** Between two cycles at least that events begin. */
  wakeEvery: Duration;
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
  resources: RepositoryResource[] | null;
  /** Only what was updated since this day (YYYY-MM-DD); null: everything. */
  from: string | null;
  waits: Waits;
}

/** Which repositories of an owner are kept; patterns are of names without the owner, upper and lower case alike. */
export interface OwnerRules {
  /** Patterns (`*`, `api-*`, `{web,app}`); a repository is kept where one fits. */
  include: string[];
  /** … and none of these. */
  exclude: string[];
  /** Archived ones, too. */
  archived: boolean;
  /** Forks, too. */
  forks: boolean;
}

/** Input of the loops that an owner's loop starts; what is left out has the workflow's defaults. */
export type StartedLoopInput = Partial<Pick<SyncRepositoryInput, 'every' | 'resources' | 'from'>>;

export interface SyncOrganizationInput extends OwnerRules {
  /** Login of an organisation or a user. */
  owner: string;
  /** Between two looks at its list of repositories. */
  every: Duration;
  repositories: StartedLoopInput;
  waits: Waits;
}

export interface BackfillRepositoryInput {
  /** `owner/name` of a repository that a loop keeps. */
  repository: string;
  /** The first day (YYYY-MM-DD, UTC) of what is wanted; null: everything since the beginning. */
  from: string | null;
  /** The day with which it ends, itself left out; null: where what is complete begins. */
  to: string | null;
  /** Null: all that the loop keeps. */
  resources: RepositoryResource[] | null;
  waits: Waits;
}

/** Whose feed a loop of events reads. */
export interface EventSource {
  kind: keyof typeof feedResources;
  /** `owner/name` of a repository, login of an owner, `public`. */
  name: string;
}

export interface PollEventsInput {
  source: EventSource;
  /** Pages of 100 events that a look reads at most, 1 to 3. */
  maxPages: number;
  /** Between two looks at most; busy feeds are looked at more often. */
  every: Duration;
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

export interface SyncMembersInput {
  /** Login of an organisation; null: every one that a loop keeps, the one that was read longest ago first. */
  owner: string | null;
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

/** Which months of a family of KPIs an activity has counted anew for a reason; a month with several reasons is in each of them. */
export interface Recomputed {
  family: string;
  /** As `report.recomputations` has it. */
  reason: string;
  /** How many repositories that concerns. */
  repositories: number;
  /** Months of one or more of these, such as `2026-01, 2026-03 to 2026-05`; null: no table of months, all of it was computed. */
  months: string | null;
}

export interface ResourceStatus {
  resource: Resource;
  state: State;
  rows: number;
  /** GitHub's count, or while it is loaded how many rows there will be; null or absent: nobody tells. */
  total?: number | null;
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

/** What an owner's loop has come to for its repositories; counted when a cycle has gone through them. */
export interface OwnerLoops {
  /** Repositories that GitHub lists. */
  listed: number;
  /** Those that the rules keep. */
  kept: number;
  /** Loops that this one has started, since its first cycle, and stopped. */
  started: number;
  stopped: number;
}

/** Answer of the query `status` of an owner's loop. */
export interface OrganizationStatus extends Omit<LoopStatus, 'repository'> {
  owner: string;
  /** Null before the first cycle has gone through the repositories. */
  loops: OwnerLoops | null;
  /** The newest of the loops that were stopped, with why; sentences. */
  stopped: string[];
}

/** One repository in the answer of `previewOrganization`. */
interface PreviewedRepository {
  repository: string;
  /** Null: it is kept. */
  leftOut: string | null;
}

/** What a loop of an owner would keep. */
export interface OrganizationPreview {
  /** As GitHub writes it. */
  owner: string;
  type: 'Organization' | 'User';
  repositories: PreviewedRepository[];
  /** The list is longer than what is shown of it. */
  isCut: boolean;
}

/** One list of a backfill. */
export interface BackfillResourceStatus {
  resource: Resource;
  /** `waiting`: for the lists before it, or to begin. */
  state: 'waiting' | 'reading' | 'done' | 'failed';
  /** Rows that GitHub has shown, and how many it counts; null: it does not tell. */
  rows: number;
  rowsExpected: number | null;
  /** 0 to 100, by rows, or by time where GitHub does not count; null: not known yet. */
  percent: number | null;
  rowsPerSecond: number | null;
  etaSeconds: number | null;
  /** What was read begins here, ISO; null: at the beginning of the list, or nothing was read. */
  readFrom: string | null;
  /** Why it waits, failed, or proves nothing. */
  reason: string | null;
}

/** Answer of the query `status` of a backfill. */
export interface BackfillStatus {
  repository: string;
  from: string | null;
  to: string | null;
  phase: State;
  isPaused: boolean;
  limitedUntil: string | null;
  resources: BackfillResourceStatus[];
  notes: string[];
  failures: string[];
}

/** What a backfill came to. */
export interface BackfillResult {
  repository: string;
  /** Rows that were new or newer. */
  changed: number;
  /** `completeFrom`: what is complete begins there, ISO; null: at the beginning of the list. */
  resources: { resource: Resource; rows: number; completeFrom: string | null }[];
  /** Sentences about what is read otherwise, what proves nothing, and what was there already. */
  notes: string[];
  /** Sentences about lists that could not be read. */
  failures: string[];
}

/** Answer of the query `status` of a loop of events. */
export interface EventsStatus {
  source: string;
  phase: State;
  /** The look that runs or ran last; 0 before the first. */
  cycle: number;
  isCycleRunning: boolean;
  settledCycle: number;
  isPaused: boolean;
  nextSyncAt: string | null;
  limitedUntil: string | null;
  /** Events that this loop has stored since the beginning. */
  rows: number;
  reason: string | null;
}

/** Answer of `syncNow`: the cycle that was accepted, or until when a limit of GitHub's stands, and how long that is. */
export type SyncNowAnswer = { cycle: number } | { limitedUntil: string; message: string; waitMs?: number };

/** Workflow id of a repository's loop: `sync/golang/go`. */
export function syncWorkflowId(repository: string): string {
  return `sync/${repository.toLowerCase()}`;
}

/** The line that the UI shows beside a repository's loop. */
export const loopSummary = (repository: string): string => `${repository}, kept in step with GitHub`;

/** Workflow id of an owner's loop: `org/golang`. */
export function orgWorkflowId(owner: string): string {
  return `org/${owner.toLowerCase()}`;
}

/** The line that the UI shows beside an owner's loop. */
export const orgSummary = (owner: string): string => `repositories of ${owner}, kept in step with GitHub`;

/** Workflow id of a look at what a loop of an owner would keep. */
export const previewWorkflowId = (owner: string): string => `preview/org/${owner.toLowerCase()}`;

/** Workflow id of a loop of events: `events/repository/golang/go`, `events/owner/golang`, `events/public-feed`. */
export function eventsWorkflowId({ kind, name }: EventSource): string {
  return kind === 'public' ? 'events/public-feed' : `events/${kind}/${name.toLowerCase()}`;
}

/** What a source is called in sentences. */
export const nameOfSource = ({ kind, name }: EventSource): string =>
  kind === 'public' ? 'the public feed' : `events of ${name}`;

/** Workflow id of a repository's reconciliation: `reconcile/golang/go`. */
export function reconcileWorkflowId(repository: string): string {
  return `reconcile/${repository.toLowerCase()}`;
}

/** Workflow id of a look at an organisation's people: `members/golang`. */
export function membersWorkflowId(owner: string): string {
  return `members/${owner.toLowerCase()}`;
}

/** Workflow id of a repository's backfill: `backfill/golang/go`. */
export function backfillWorkflowId(repository: string): string {
  return `backfill/${repository.toLowerCase()}`;
}

/** The line that the UI shows beside a backfill. */
export const backfillSummary = ({
  repository,
  from,
  to,
}: Pick<BackfillRepositoryInput, 'repository' | 'from' | 'to'>) =>
  `${repository} before what is complete, from ${from ?? 'the beginning'}${to === null ? '' : ` to ${to}`}`;

/** Workflow id of a repository's KPI computation: `kpis/golang/go`. */
export function kpisWorkflowId(repository: string): string {
  return `kpis/${repository.toLowerCase()}`;
}
