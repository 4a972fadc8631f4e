import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../../sql/query.ts';
import type { Resource } from '../../../workflows/contract.ts';
import { TransportError } from '../../github/answer.ts';
import type { NamedSubject } from '../../github/subject.ts';
import { openAsking } from '../slice/asking.ts';
import type { Asking } from '../slice/asking.ts';
import type { SyncDeps } from '../slice/deps.ts';
import { transientFailure } from '../slice/failures.ts';
import { recordRefusal } from '../slice/refusals.ts';
import type { Refusal, Refused } from '../slice/refusals.ts';
import { readResource } from '../slice/resource-row.ts';
import type { ResourceRow } from '../slice/resource-row.ts';
import type { SliceInput, Standing } from '../slice/slice.ts';

/** What the first look of a cycle gets of every kind of subject; times in milliseconds. */
export type CycleInput = Omit<SliceInput, 'subject' | 'repository' | 'repositoryId' | 'resource' | 'from'>;

/** The loop whose cycle it is, as its own row in Postgres has it. */
interface LoopRow {
  workflowId: string;
  /** The workflow type. */
  kind: string;
  every: string;
  /** What it keeps. */
  resources: readonly Resource[];
}

/** The first look of a cycle: GitHub is asked for the subject by its name. */
export interface Look {
  deps: SyncDeps;
  input: CycleInput;
  asking: Asking;
  attempt: number;
  subject: NamedSubject;
  /** The resource that is the subject itself. */
  resource: 'repository' | 'owner';
  /** As stored; null before GitHub has told it. */
  knownId: string | null;
  /** Null: the workflow ends, and keeps nothing. */
  loop: LoopRow | null;
}

interface Opening {
  input: CycleInput;
  subject: NamedSubject;
  resource: Look['resource'];
  knownId: string | null;
  loop: LoopRow | null;
}

/**
 * Runs a first look; a broken answer becomes a failure that Temporal retries, written down so that `status` shows why and when.
 *
 * @param row where the subject stood; null before its id is known
 */
export async function runLook<Outcome>(
  deps: SyncDeps,
  opening: Opening,
  work: (look: Look, row: ResourceRow | null) => Promise<Outcome>,
): Promise<Outcome> {
  const { input, subject, resource, knownId } = opening;
  const asking = openAsking(deps, subject, { isUrgent: input.isUrgent, signal: cancellationSignal() });
  const look: Look = { deps, ...opening, asking, attempt: activityInfo().attempt };
  try {
    const row =
      knownId === null
        ? null
        : await readResource(deps.db, { kind: subject.kind, id: knownId }, resource, await credentialOf(look));
    return await work(look, row);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const failure = transientFailure(error.message, look.attempt, input);
    await recordTrouble(look, failure.standing);
    throw failure.error;
  }
}

/**
 * Writes down why the subject cannot be read. Before GitHub has told the id there is no resource row; the loop's own row
 * carries the sentence then.
 *
 * @returns when it is tried again, ISO; null: nobody knows
 */
export async function recordTrouble(
  look: Look,
  { state, reason, waitMs, credential }: Standing,
): Promise<string | null> {
  const { deps, asking, knownId, attempt, resource, subject } = look;
  const wait = { wait_seconds: waitMs === null ? null : waitMs / 1000 };
  if (knownId === null) {
    if (look.loop === null) return null;
    const [row] = await runSql<{ next_try_at: string | null }>(deps.db, 'sync/record_loop', {
      ...loopValues(look, look.loop, subject.name),
      ...wait,
      state: state ?? 'loading',
      reason,
      credential: credential ?? null,
    });
    return row?.next_try_at ?? null;
  }
  const [row] = await runSql<{ next_try_at: string | null }>(deps.db, 'sync/record_state', {
    ...{ subject_id: knownId, resource },
    ...wait,
    state,
    reason,
    attempts: state === null ? attempt : 0,
    credential: credential ?? null,
    requests: asking.takeRequests(),
  });
  return row?.next_try_at ?? null;
}

/** Writes down that GitHub does not give the subject, or not now. */
export async function recordLookRefusal(look: Look, refusal: Refusal): Promise<Refused> {
  const { deps, asking, knownId, loop, resource, subject } = look;
  const credential = await credentialOf(look);
  if (knownId !== null) {
    const values = { subject_id: knownId, resource, credential, requests: asking.takeRequests() };
    return recordRefusal(deps.db, 'sync/record_refusal', values, refusal);
  }
  if (loop === null) return { state: refusal.state, refusals: 1, waitMs: refusal.soonMs, until: '' };
  const values = { ...loopValues(look, loop, subject.name), credential };
  return recordRefusal(deps.db, 'sync/record_loop_refusal', values, refusal);
}

/** The name of what requests about the subject are charged to, and refused to. */
export async function credentialOf({ deps, subject }: Look): Promise<string> {
  return (await deps.authorize(subject)).credential;
}

/** Names this loop as the one that may write the subject. */
export async function claim(look: Look, subjectId: string, fullName: string): Promise<void> {
  if (look.loop === null) return;
  await runSql(look.deps.db, 'sync/claim_loop', { ...loopValues(look, look.loop, fullName), subject_id: subjectId });
}

/** The loop's own row. */
function loopValues({ subject }: Look, { workflowId, kind, every, resources }: LoopRow, fullName: string) {
  const [owner, name = null] = fullName.split('/');
  return { workflow_id: workflowId, kind, subject_kind: subject.kind, owner, name, every, resources };
}
