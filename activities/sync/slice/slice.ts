import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../../sql/query.ts';
import type { KeptResource, Resource, State } from '../../../workflows/contract.ts';
import { TransportError } from '../../github/answer.ts';
import type { Limited } from '../../github/ask.ts';
import type { Subject } from '../../github/subject.ts';
import { tellProgress } from '../../progress.ts';
import type { Target } from '../../store/store-page.ts';
import { openAsking } from './asking.ts';
import type { Asking } from './asking.ts';
import type { SyncDeps } from './deps.ts';
import { isLastAttempt, transientFailure } from './failures.ts';
import { findDue } from './find-due.ts';
import type { Outcome } from './outcome.ts';
import { isWaitedFor, passingRefusal, recordRefusal, sureRefusal } from './refusals.ts';
import type { Refusal, Refused } from './refusals.ts';

/** What an activity of one resource gets, of a list or of a feed; times in milliseconds. */
export interface AnySliceInput {
  /** Whose rows it reads; a loop of a repository gives `repository` and `repositoryId` instead. */
  subject?: Subject;
  repository: string;
  repositoryId: string;
  resource: KeptResource;
  /** Only what was updated since this day; null: everything. */
  from: string | null;
  everyMs: number;
  lagMs: number;
  reprobeMs: number;
  /** First wait after a refusal that may pass; absent in activities that were scheduled before it was known. */
  refusalRetryMs?: number;
  followEveryMs: number;
  transientRetryMs: number;
  transientAttempts: number;
  /** A person asked (`syncNow`): the reserve of the quota may be used, refused resources are asked again. */
  isUrgent: boolean;
}

/** The same of a list, or of an answer, that a repository's or an owner's loop keeps. */
export interface SliceInput extends AnySliceInput {
  resource: Resource;
}

/** How a resource stands, for the row that tells of it. */
export interface Standing {
  /** Null: as it was. */
  state: State | null;
  reason: string | null;
  /** Until it is tried again, by Postgres' clock; null: nobody knows. */
  waitMs: number | null;
  /** Whose limit it is; absent: nobody's. */
  credential?: string;
}

/** One activity's work on one resource: it asks, counts its requests, and writes what it found. */
export interface Slice extends Asking {
  input: AnySliceInput;
  deps: SyncDeps;
  subject: Subject;
  /** Subject and resource, as statements of `sql/sync/` take them. */
  key: { subject_id: string; resource: KeptResource };
  /** Where its pages are stored. */
  target: Target;
  attempt: number;
  /** The name of what requests are charged to, and refused to. */
  credential: () => Promise<string>;
  /** @returns when it is tried again, ISO; null: nobody knows */
  recordStanding: (standing: Standing) => Promise<string | null>;
  /** Pages stored since the beginning; null while this slice has stored none. */
  pages: number | null;
  /** Notes what is stored now, for whoever looks at the pending activity. */
  noteStored: (stored: { rows: number; pages: number }) => void;
}

/** Whom a slice is about. */
function subjectOf({ subject, repository, repositoryId }: AnySliceInput): Subject {
  return subject ?? { kind: 'repository', id: repositoryId, name: repository };
}

/** @returns a slice for the activity that runs now */
export function openSlice(deps: SyncDeps, input: AnySliceInput): Slice {
  const subject = subjectOf(input);
  const { resource } = input;
  const { attempt } = activityInfo();
  const asking = openAsking(deps, subject, { isUrgent: input.isUrgent, signal: cancellationSignal() });
  tellProgress({ resource, of: subject.name });
  const slice: Slice = {
    ...asking,
    input,
    deps,
    subject,
    key: { subject_id: subject.id, resource },
    target: { db: deps.db, subject, resource },
    attempt,
    credential: async () => (await deps.authorize(subject)).credential,
    pages: null,
    noteStored({ rows, pages }) {
      slice.pages = pages;
      tellProgress({ rows, pages });
    },
    async recordStanding({ state, reason, waitMs, credential = null }) {
      const [row] = await runSql<{ next_try_at: string | null }>(deps.db, 'sync/record_state', {
        subject_id: subject.id,
        resource,
        state,
        reason,
        attempts: state === null ? attempt : 0,
        wait_seconds: waitMs === null ? null : waitMs / 1000,
        credential,
        requests: asking.takeRequests(),
      });
      return row?.next_try_at ?? null;
    },
  };
  return slice;
}

/**
 * Runs an activity's work on a resource; a broken answer becomes a failure that Temporal retries, written down so that `status`
 * shows why and when. However it ends, the workflow is told what is due now.
 *
 * @param followers resources that follow this one
 */
export async function runSlice(
  deps: SyncDeps,
  input: AnySliceInput,
  followers: readonly Resource[],
  work: (slice: Slice) => Promise<Outcome>,
): Promise<Outcome> {
  const slice = openSlice(deps, input);
  try {
    const outcome = await withTotal(slice, await work(slice));
    if (outcome.kind === 'more') return slice.pages === null ? outcome : { ...outcome, page: slice.pages + 1 };
    return { ...outcome, ...(await findDue({ ...slice, isUrgent: input.isUrgent }, followers)) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    // What earlier attempts have stored must not wait for the next cycle.
    const due = isLastAttempt(slice.attempt, input)
      ? await findDue({ ...slice, isUrgent: input.isUrgent }, followers)
      : undefined;
    const failure = transientFailure(error.message, slice.attempt, input, due);
    await slice.recordStanding(failure.standing);
    throw failure.error;
  }
}

/** What has not changed the plan of the cycle has told. */
async function withTotal({ deps, key }: Slice, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind === 'busy' || (outcome.kind === 'done' && outcome.changed === 0)) return outcome;
  const [row] = await runSql<{ total: number | null }>(deps.db, 'sync/read_total', key);
  return { ...outcome, total: row?.total ?? null };
}

/** Writes down that a limit stands, or a refusal that may pass. @returns the outcome for the workflow, which waits */
export async function limitedOutcome(slice: Slice, limit: Limited, changed: number, rows: number): Promise<Outcome> {
  const { cause, reason, waitMs } = limit;
  if (cause === 'standing' && waitMs !== null) {
    const credential = await slice.credential();
    const until = await slice.recordStanding({ state: 'limited', reason, waitMs, credential });
    return { kind: 'limited', changed, rows, until: until ?? '', waitMs, reason };
  }
  const refused = await refuse(slice, passingRefusal(limit, slice.input));
  const told = { changed, rows, reason, waitMs: refused.waitMs };
  if (isWaitedFor(refused, cause)) return { ...told, kind: 'limited', until: refused.until };
  return { ...told, kind: 'refused', state: refused.state };
}

/** Writes down that GitHub does not give the resource; it is asked again soon once, and then when `reprobeMs` have passed. */
export async function refusedOutcome(
  slice: Slice,
  refusal: { state: State; reason: string },
  changed: number,
  rows: number,
): Promise<Outcome> {
  const { state, waitMs } = await refuse(slice, sureRefusal(refusal, slice.input));
  return { kind: 'refused', state, changed, rows, reason: refusal.reason, waitMs };
}

async function refuse(slice: Slice, refusal: Refusal): Promise<Refused> {
  const values = { ...slice.key, credential: await slice.credential(), requests: slice.takeRequests() };
  return recordRefusal(slice.deps.db, 'sync/record_refusal', values, refusal);
}
