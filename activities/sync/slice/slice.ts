import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { withHeartbeat } from '../../heartbeat.ts';
import type { Resource } from '../../../workflows/contract.ts';
import { runSql } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import type { State } from '../../../workflows/contract.ts';
import { createAsk } from '../../github/ask.ts';
import type { Ask, Limited, Reply } from '../../github/ask.ts';
import { isLimited } from '../../github/ask.ts';
import type { Priority } from '../../github/budget.ts';
import type { Target } from '../../store/store-page.ts';
import type { SyncDeps } from './deps.ts';
import { transientFailure } from './failures.ts';
import type { Outcome } from './outcome.ts';

/** What an activity of one resource gets; times in milliseconds. */
export interface SliceInput {
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

/** One activity's work on one resource: it asks, counts its requests, and writes what it found. */
export interface Slice {
  input: SliceInput;
  deps: SyncDeps;
  /** Where its pages are stored. */
  target: Target;
  attempt: number;
  /** One request; counts it. Throws TransportError where the answer is none. */
  ask: (question: {
    url: string;
    etag?: string | null;
    etagKey?: string | null;
    priority?: Priority;
  }) => Promise<Reply | Limited>;
  /** Requests sent since the last call; to be stored with the next row that is written. */
  takeRequests: () => number;
  recordState: (state: State | null, reason: string | null, nextTryAt: string | null) => Promise<void>;
}

/** @returns a slice for the activity that runs now */
export function openSlice(deps: SyncDeps, input: SliceInput): Slice {
  const askGitHub: Ask = createAsk(deps, input.repository);
  const signal = cancellationSignal();
  const { attempt } = activityInfo();
  let requests = 0;

  const takeRequests = () => {
    const taken = requests;
    requests = 0;
    return taken;
  };

  return {
    input,
    deps,
    target: { db: deps.db, repositoryId: input.repositoryId, resource: input.resource },
    attempt,
    takeRequests,
    async ask({ priority, ...question }) {
      const urgency = input.isUrgent ? 'now' : (priority ?? 'cycle');
      const reply = await askGitHub({ ...question, priority: urgency, signal });
      if (isLimited(reply)) return reply;
      requests += 1;
      if (reply.verdict.kind === 'transient') throw new TransportError(reply.verdict.reason);
      return reply;
    },
    async recordState(state, reason, nextTryAt) {
      await runSql(deps.db, 'sync/record_state', {
        repository_id: input.repositoryId,
        resource: input.resource,
        state,
        reason,
        attempts: state === null ? attempt : 0,
        next_try_at: nextTryAt,
        requests: takeRequests(),
      });
    },
  };
}

/**
 * Runs an activity's work with heartbeats; a broken answer becomes a failure that Temporal retries, written down so that
 * `status` shows why and when.
 */
export function runSlice(
  deps: SyncDeps,
  input: SliceInput,
  work: (slice: Slice) => Promise<Outcome>,
): Promise<Outcome> {
  return withHeartbeat(async () => {
    const slice = openSlice(deps, input);
    try {
      return await work(slice);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const failure = transientFailure(error.message, slice.attempt, input);
      await slice.recordState(failure.isLast ? 'failed' : null, failure.reason, failure.nextTryAt);
      throw failure.error;
    }
  });
}

/** Writes down that a limit stands. @returns the outcome for the workflow, which waits */
export async function limitedOutcome(slice: Slice, limit: Limited, changed: number, rows: number): Promise<Outcome> {
  await slice.recordState('limited', limit.reason, limit.until);
  return { kind: 'limited', changed, rows, until: limit.until, reason: limit.reason };
}

/** Writes down that GitHub does not give the resource; it is asked again when `reprobeMs` have passed. */
export async function refusedOutcome(
  slice: Slice,
  refusal: { state: State; reason: string },
  changed: number,
  rows: number,
): Promise<Outcome> {
  const nextTryAt = new Date(Date.now() + slice.input.reprobeMs).toISOString();
  await slice.recordState(refusal.state, refusal.reason, nextTryAt);
  return { kind: 'refused', state: refusal.state, changed, rows, reason: refusal.reason };
}
