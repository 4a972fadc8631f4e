import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../sql/query.ts';
import { feedResources } from '../../workflows/contract.ts';
import { TransportError } from '../github/answer.ts';
import type { Subject } from '../github/subject.ts';
import { openAsking } from '../sync/slice/asking.ts';
import type { SyncDeps } from '../sync/slice/deps.ts';
import { transientFailure } from '../sync/slice/failures.ts';
import type { Outcome } from '../sync/slice/outcome.ts';
import { readResource } from '../sync/slice/resource-row.ts';
import { limitedOutcome, refusedOutcome, runSlice } from '../sync/slice/slice.ts';
import type { Slice } from '../sync/slice/slice.ts';
import { standingRefusal } from '../sync/slice/standing-refusal.ts';
import type { FeedInput } from './feed-input.ts';
import { claimFeed, rowOfLoop } from './feed-loop.ts';
import type { FeedOutcome } from './feed-outcome.ts';
import { openFeed, readFeedRow } from './feed-row.ts';
import { findSubject, requireOnlyLoop } from './find-subject.ts';
import { readFeed } from './read-feed.ts';
import { noteOf, storeLook, storeUnchanged } from './store-look.ts';
import type { StoredLook } from './store-look.ts';

/** A little earlier than GitHub wants counts as in time: two clocks. */
const earlyMs = 1_000;

/**
 * The activity of a loop of events: finds the source at its first look, reads what is new in its feed, stores it, and says when to look
 * again and which loops to wake.
 *
 * @throws ApplicationFailure, not retried, for a source that does not exist
 */
export function createPollFeed(deps: SyncDeps) {
  return async function pollFeed(input: FeedInput): Promise<FeedOutcome> {
    const { hasSearchAttributes } = deps;
    const subject = await subjectOf(deps, input);
    if ('kind' in subject && 'hasSearchAttributes' in subject) return subject;
    await claimFeed(deps.db, input, subject.id);
    let look: StoredLook | undefined;
    const outcome = await runSlice(deps, sliceInput(input, subject), [], (slice) => {
      const work = async () => {
        const ended = await lookAt(slice, input);
        if ('kind' in ended) return ended;
        look = ended;
        return { kind: 'done' as const, state: 'ok' as const, changed: 0, rows: ended.rows };
      };
      const onHeld = () => Promise.resolve<Outcome>({ kind: 'busy', changed: 0, rows: 0 });
      return deps.withLock<Outcome>(`list ${subject.id} ${slice.key.resource}`, work, onHeld);
    });
    if (look === undefined) return { ...notDone(outcome), hasSearchAttributes };
    const heard = await unheardOf(deps, input, subject);
    const state = look.rows === 0 ? 'empty' : 'ok';
    return { kind: 'done', state, reason: noteOf(subject), ...look, ...heard, hasSearchAttributes };
  };
}

/** Whose feed it is: as it was found at the first look, or now. */
async function subjectOf(deps: SyncDeps, input: FeedInput) {
  const { source, workflowId } = input;
  const [known] = await runSql<{ repository_id: string | null }>(deps.db, 'sync/read_loop', {
    workflow_id: workflowId,
  });
  if (known?.repository_id) return { kind: source.kind, id: known.repository_id, name: source.name } satisfies Subject;
  const asking = openAsking(deps, source, { isUrgent: input.isUrgent, signal: cancellationSignal() });
  try {
    const found = await findSubject({ deps, input, asking });
    if ('kind' in found) return found;
    await requireOnlyLoop({ deps, input }, found);
    await openFeed(deps.db, found.subject, { resource: feedResources[source.kind], path: found.path });
    return found.subject;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const failure = transientFailure(error.message, activityInfo().attempt, input);
    const { state, reason, waitMs } = failure.standing;
    await runSql(deps.db, 'sync/record_loop', {
      ...rowOfLoop(input),
      state: state ?? 'loading',
      reason,
      wait_seconds: waitMs === null ? null : waitMs / 1000,
      credential: null,
    });
    throw failure.error;
  }
}

function sliceInput(input: FeedInput, subject: Subject) {
  const { source, workflowId: _, every: __, maxPages: ___, heardPoll: ____, ...times } = input;
  return { ...times, subject, repository: '', repositoryId: '', resource: feedResources[source.kind], from: null };
}

async function lookAt(slice: Slice, input: FeedInput): Promise<StoredLook | Outcome> {
  const { deps, subject, key } = slice;
  const row = await readResource(deps.db, subject, key.resource, await slice.credential());
  const refusal = standingRefusal(row, input);
  if (refusal) return refusal;
  const feed = await readFeedRow(deps.db, key);
  if (!feed) throw new Error(`${subject.name} has no row of its feed.`);
  if (feed.waitMs > earlyMs) {
    const reason = `GitHub wants this feed to be asked every ${feed.pollSeconds} s at most.`;
    return {
      kind: 'limited',
      changed: 0,
      rows: row.rowsStored,
      until: feed.waitUntil ?? '',
      waitMs: feed.waitMs,
      reason,
    };
  }
  const { etag, etagKey } = row;
  const read = await readFeed({ slice, feed, maxPages: input.maxPages, etag, etagKey });
  if (read.kind === 'limited') return limitedOutcome(slice, read.limit, 0, row.rowsStored);
  if (read.kind === 'refused') return refusedOutcome(slice, read.refusal, 0, row.rowsStored);
  if (read.kind === 'unchanged') {
    const answeredAt = read.reply.answer.date;
    return storeUnchanged({ slice, feed }, { answeredAt, pollSeconds: read.pollSeconds });
  }
  return storeLook({ slice, feed, heardPoll: input.heardPoll }, read);
}

type NotDone = {
  [Kind in 'limited' | 'refused' | 'busy']: Omit<Extract<FeedOutcome, { kind: Kind }>, 'hasSearchAttributes'>;
};

function notDone(outcome: Outcome): NotDone[keyof NotDone] {
  switch (outcome.kind) {
    case 'limited':
      return { kind: 'limited', until: outcome.until, reason: outcome.reason, ...waitOf(outcome) };
    case 'refused':
      return { kind: 'refused', state: outcome.state, reason: outcome.reason, ...waitOf(outcome) };
    case 'busy':
      return { kind: 'busy' };
    default:
      throw new Error(`A look at a feed ended as ${outcome.kind}.`);
  }
}

const waitOf = ({ waitMs }: { waitMs?: number }) => (waitMs === undefined ? {} : { waitMs });

/** Whom the workflow has not heard of yet, also where an earlier attempt was killed after it had stored them. */
async function unheardOf({ db }: SyncDeps, { heardPoll, source }: FeedInput, { id }: Subject) {
  const rows = await runSql<{ repository: string; workflow_id: string | null }>(db, 'sync/unheard_of_feed', {
    subject_id: id,
    resource: feedResources[source.kind],
    heard_poll: heardPoll,
  });
  return {
    wake: rows.flatMap(({ workflow_id: loop }) => loop ?? []),
    touched: rows.map(({ repository }) => repository),
  };
}
