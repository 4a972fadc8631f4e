import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../../sql/query.ts';
import type { Resource, State } from '../../../workflows/contract.ts';
import { TransportError } from '../../github/answer.ts';
import type { Limited } from '../../github/ask.ts';
import type { Subject } from '../../github/subject.ts';
import type { Target } from '../../store/store-page.ts';
import { openAsking } from './asking.ts';
import type { Asking } from './asking.ts';
import type { SyncDeps } from './deps.ts';
import { transientFailure } from './failures.ts';
import type { Outcome } from './outcome.ts';

/** What an activity of one resource gets; times in milliseconds. */
export interface SliceInput {
  /** Whose rows it reads; a loop of a repository gives `repository` and `repositoryId` instead. */
  subject?: Subject;
  repository: string;
  repositoryId: string;
  resource: Resource;
  /** Only what was updated since this day; null: everything. */
  from: string | null;
  everyMs: number;
  lagMs: number;
  reprobeMs: number;
  followEveryMs: number;
  transientRetryMs: number;
  transientAttempts: number;
  /** A person asked (`syncNow`): the reserve of the quota may be used, refused resources are asked again. */
  isUrgent: boolean;
}

/** How a resource stands, for the row that tells of it. */
export interface Standing {
  /** Null: as it was. */
  state: State | null;
  reason: string | null;
  /** Until it is tried again, by Postgres' clock; null: nobody knows. */
  waitMs: number | null;
}

/** One activity's work on one resource: it asks, counts its requests, and writes what it found. */
export interface Slice extends Asking {
  input: SliceInput;
  deps: SyncDeps;
  subject: Subject;
  /** Subject and resource, as statements of `sql/sync/` take them. */
  key: { subject_id: string; resource: Resource };
  /** Where its pages are stored. */
  target: Target;
  attempt: number;
  recordStanding: (standing: Standing) => Promise<void>;
}

/** Whom a slice is about. */
function subjectOf({ subject, repository, repositoryId }: SliceInput): Subject {
  return subject ?? { kind: 'repository', id: repositoryId, name: repository };
}

/** @returns a slice for the activity that runs now */
function openSlice(deps: SyncDeps, input: SliceInput): Slice {
  const subject = subjectOf(input);
  const { resource } = input;
  const { attempt } = activityInfo();
  const asking = openAsking(deps, subject, { isUrgent: input.isUrgent, signal: cancellationSignal() });
  return {
    ...asking,
    input,
    deps,
    subject,
    key: { subject_id: subject.id, resource },
    target: { db: deps.db, subject, resource },
    attempt,
    async recordStanding({ state, reason, waitMs }) {
      await runSql(deps.db, 'sync/record_state', {
        subject_id: subject.id,
        resource,
        state,
        reason,
        attempts: state === null ? attempt : 0,
        wait_seconds: waitMs === null ? null : waitMs / 1000,
        requests: asking.takeRequests(),
      });
    },
  };
}

/**
 * Runs an activity's work on a resource; a broken answer becomes a failure that Temporal retries, written down so that `status`
 * shows why and when.
 */
export async function runSlice(
  deps: SyncDeps,
  input: SliceInput,
  work: (slice: Slice) => Promise<Outcome>,
): Promise<Outcome> {
  const slice = openSlice(deps, input);
  try {
    return await work(slice);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const failure = transientFailure(error.message, slice.attempt, input);
    await slice.recordStanding(failure.standing);
    throw failure.error;
  }
}

/** Writes down that a limit stands. @returns the outcome for the workflow, which waits */
export async function limitedOutcome(slice: Slice, limit: Limited, changed: number, rows: number): Promise<Outcome> {
  await slice.recordStanding({ state: 'limited', reason: limit.reason, waitMs: limit.waitMs });
  return { kind: 'limited', changed, rows, until: limit.until, reason: limit.reason };
}

/** Writes down that GitHub does not give the resource; it is asked again when `reprobeMs` have passed. */
export async function refusedOutcome(
  slice: Slice,
  refusal: { state: State; reason: string },
  changed: number,
  rows: number,
): Promise<Outcome> {
  await slice.recordStanding({ ...refusal, waitMs: slice.input.reprobeMs });
  return { kind: 'refused', state: refusal.state, changed, rows, reason: refusal.reason };
}
