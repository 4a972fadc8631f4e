import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import type { BackfillOutcome } from '../../activities/sync/backfill/backfill-outcome.ts';
import { githubActivities } from '../activities.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { timesOf } from '../times.ts';
import { noteFailure } from './backfill-run.ts';
import type { BackfillRun, ListRun, Planned } from './backfill-run.ts';
import { fillThings } from './fill-things.ts';
import { growingWait, untilResumed, waitFor, waitForLimit } from './wait.ts';
import { shareOf } from '../share.ts';

// As long as the loop's own pause between two looks at a list that is held, and a little more: the loop comes first.
const busyWaitMs = 4_000;
const longestBusyWaitMs = 60_000;
/** Failures in a row, each of many attempts, with waits of up to an hour between them: then the list is given up. */
const mostFailures = 30;

/**
 * Reads one list back to where it is wanted, chunk by chunk, through limits, pauses and failures that pass; what fails for good is told,
 * and delays nothing else.
 *
 * @returns false when the history is long, and the next run must go on
 */
export async function fillList(run: BackfillRun, plan: Planned, list: ListRun): Promise<boolean> {
  list.state = 'reading';
  while (list.state === 'reading') {
    await untilResumed(run);
    if (isHistoryLong()) return false;
    const [thing] = list.thingsDue;
    if (thing !== undefined) {
      if (!(await fillThings(run, plan, thing))) return false;
      list.thingsDue.shift();
      continue;
    }
    await readSlice(run, plan, list);
    run.show();
  }
  return true;
}

async function readSlice(run: BackfillRun, plan: Planned, list: ListRun): Promise<void> {
  const { resource } = list;
  const { backfillList } = githubActivities(run.input.waits);
  const { from, to, waits } = run.input;
  const order = {
    ...timesOf(waits, plan.every),
    repository: plan.repository,
    repositoryId: plan.repositoryId,
    resource,
    from,
    to,
    ...(list.range === null ? {} : { rowsLeft: rowsLeft(list) }),
    days: list.days,
    hasRead: list.chunks > 0,
    isUrgent: false,
  };
  const place = list.readFrom ?? list.range?.until ?? to;
  const summary = `${resource} of ${plan.repository}, backfilled${place === null ? '' : `, before ${place.slice(0, 10)}`}`;
  const startedAt = Date.now();
  try {
    const outcome = await backfillList.executeWithOptions({ ...shareOf(plan.repository, 'background'), summary }, [
      order,
    ]);
    if (outcome.kind === 'more' || outcome.kind === 'chunk') list.workedMs += Date.now() - startedAt;
    await take(run, list, outcome);
  } catch (error) {
    await takeFailure(run, list, error);
  }
}

function rowsLeft({ expected, rows }: ListRun): number | null {
  return expected === null ? null : Math.max(0, expected - rows);
}

async function take(run: BackfillRun, list: ListRun, outcome: BackfillOutcome): Promise<void> {
  const { resource } = list;
  const isProgress = outcome.kind === 'more' || outcome.kind === 'chunk' || outcome.kind === 'measured';
  if (isProgress) Object.assign(list, { waits: 0, failures: 0, reason: null });
  switch (outcome.kind) {
    case 'measured':
      list.range = { until: outcome.until, floor: outcome.floor };
      list.expected = outcome.rows;
      return;
    case 'more':
      list.chunkRows = outcome.rows;
      return;
    case 'chunk':
      Object.assign(list, { readFrom: outcome.since, isContiguous: outcome.isContiguous, days: outcome.days });
      list.chunkRows = 0;
      list.chunks += 1;
      list.rows += outcome.rows;
      list.changed += outcome.changed;
      list.thingsDue = [...(outcome.isCutOff ? [resource] : []), ...(outcome.changed > 0 ? list.things : [])];
      return;
    case 'done':
      return end(run, list, outcome);
    case 'refused':
      return fail(run, list, outcome.reason);
    case 'limited':
      list.waits += 1;
      list.reason = outcome.reason;
      return waitForLimit(run, outcome.waitMs ?? growingWait(run, list.waits - 1), outcome.reason);
    case 'busy':
    case 'awaited':
      return waitForLoop(run, list, `The loop reads the ${resource} first.`);
    case 'waiting':
      list.reason = outcome.reason;
      return waitForLoop(run, list, outcome.reason);
  }
}

/** Longer each time: a first load takes hours. */
function waitForLoop(run: BackfillRun, list: ListRun, summary: string): Promise<void> {
  const waitMs = Math.min(longestBusyWaitMs, busyWaitMs * 2 ** Math.min(list.waits, 10));
  list.waits += 1;
  return waitFor(run, waitMs, summary);
}

function end(
  run: BackfillRun,
  list: ListRun,
  { completeFrom, isContiguous }: Extract<BackfillOutcome, { kind: 'done' }>,
): void {
  const { resource, chunks } = list;
  Object.assign(list, { state: 'done', readFrom: isContiguous ? completeFrom : list.readFrom, isContiguous });
  const begin = completeFrom === null ? 'the beginning' : completeFrom.slice(0, 10);
  if (!isContiguous) {
    list.reason = `${resource}: kept, but what lies between ${run.input.to} and ${begin} is not here, so what is complete still begins there.`;
    run.notes.push(list.reason);
  } else if (chunks === 0) {
    list.reason = `${resource}: complete since ${begin} already.`;
    run.notes.push(list.reason);
  }
}

function fail(run: BackfillRun, list: ListRun, reason: string): void {
  list.state = 'failed';
  list.reason = reason;
  noteFailure(run, `${list.resource}: ${reason}`);
}

/** Temporal has tried for minutes: what GitHub does not give for hours is still waited for. */
async function takeFailure(run: BackfillRun, list: ListRun, error: unknown): Promise<void> {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  const reason = cause?.message ?? error.message;
  list.failures += 1;
  const isFinal = cause instanceof ApplicationFailure && cause.nonRetryable;
  if (isFinal || list.failures >= mostFailures) return fail(run, list, reason);
  list.reason = reason;
  await waitFor(run, growingWait(run, list.failures - 1), `${list.resource}: ${reason}`);
}
