import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { runSql } from '../../../sql/query.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import { followersOf } from '../../list-resources.ts';
import type { SyncDeps } from '../slice/deps.ts';
import type { Outcome } from '../slice/outcome.ts';
import { readResource } from '../slice/resource-row.ts';
import { limitedOutcome, refusedOutcome, runSlice } from '../slice/slice.ts';
import type { Slice, SliceInput } from '../slice/slice.ts';
import { lookAtBranch } from './look-at-branch.ts';
import { storeStats } from './store-stats.ts';
import type { StatsEnd } from './store-stats.ts';

export interface StatsInput extends SliceInput {
  /** `pushed_at` of the repository: the set that is fetched belongs to it. */
  sourceVersion: string | null;
  statsRetryMs: number;
  /** Requests made in this series before this activity, and how many a series has. */
  attemptsBefore: number;
  statsAttempts: number;
}

/** Answers that are not believed, in one series, before it ends: a mishap is over by then, a fault at GitHub's lasts for hours. */
const mostDoubted = 3;
const hour = 3_600;

/**
 * The activity for `/stats/contributors`. While GitHub computes (202), and where it answers what cannot be, it fails
 * benignly, and Temporal's retry policy waits: each attempt is one request, and nothing sleeps here.
 */
export function createFetchContributorStats(deps: SyncDeps) {
  return function fetchContributorStats(input: StatsInput): Promise<Outcome> {
    return runSlice(deps, input, followersOf(input.resource), async (slice) => {
      const { rowsStored } = await readResource(deps.db, slice.subject, input.resource);
      const reply = await slice.ask({
        url: `${deps.github.apiUrl}/repositories/${slice.subject.id}/stats/contributors`,
      });
      if (isLimited(reply)) return limitedOutcome(slice, reply, 0, rowsStored);
      const { verdict, answer } = reply;
      if (verdict.kind === 'computing') throw await pending(slice, input);
      if (verdict.kind === 'refused') return refusedOutcome(slice, verdict, 0, rowsStored);
      if (verdict.kind === 'empty') return take(slice, input, { ...answer, text: '[]' }, rowsStored);
      if (verdict.kind !== 'ok') throw new TransportError(`GitHub answered ${answer.status} to the statistics.`);
      return take(slice, input, answer, rowsStored);
    });
  };
}

async function pending(slice: Slice, input: StatsInput): Promise<ApplicationFailure> {
  const attempt = input.attemptsBefore + slice.attempt;
  const isLast = attempt >= input.statsAttempts;
  const reason = isLast
    ? `GitHub is still computing the statistics (202) after ${attempt} requests; one request a cycle from now on.`
    : `GitHub is computing the statistics (202), attempt ${attempt} of ${input.statsAttempts}.`;
  const waitMs = isLast ? null : input.statsRetryMs;
  return recordPending(slice, input, { reason, attempt, waitMs, isOver: false });
}

async function take(slice: Slice, input: StatsInput, answer: Answer, rowsStored: number): Promise<Outcome> {
  const people = parseAs(answer, 'the statistics', Array.isArray);
  const branch = people.some(hasCommits) ? null : await lookAtBranch(slice);
  if (branch !== null && typeof branch === 'object') return limitedOutcome(slice, branch, 0, rowsStored);
  const { sourceVersion, everyMs } = input;
  const end = await storeStats(slice, { answer, branch, sourceVersion, everyMs });
  switch (end.kind) {
    case 'doubted':
      throw await doubted(slice, input, end);
    case 'late':
      return { kind: 'done', state: end.state, changed: 0, rows: end.rows };
    case 'stored':
      return { kind: 'done', state: end.rows === 0 ? 'empty' : 'ok', changed: end.changed, rows: end.rows };
  }
}

function hasCommits(person: unknown): boolean {
  const weeks: unknown = isObject(person) ? person.weeks : null;
  return Array.isArray(weeks) && weeks.some((week) => isObject(week) && Number(week.c) > 0);
}

async function doubted(
  slice: Slice,
  input: StatsInput,
  { reason: found, answers, ageSeconds }: Extract<StatsEnd, { kind: 'doubted' }>,
): Promise<ApplicationFailure> {
  const asked = input.attemptsBefore + slice.attempt;
  const isOver = answers >= mostDoubted || asked >= input.statsAttempts;
  if (!isOver) {
    const reason = `${found}; asked again.`;
    return recordPending(slice, input, { reason, attempt: asked, waitMs: input.statsRetryMs, isOver });
  }
  // The longer it lasts, the longer the wait: all repositories are in it at once when GitHub is.
  const waitMs = Math.min(Math.max(hour, ageSeconds), 24 * hour) * 1000;
  const reason = `${found}; what was stored before stays, and they are asked for again.`;
  return recordPending(slice, input, { reason, attempt: Math.max(asked, input.statsAttempts), waitMs, isOver });
}

interface Pending {
  reason: string;
  /** Requests of the series. */
  attempt: number;
  /** Null: the next cycle asks. */
  waitMs: number | null;
  /** Not asked again in this series, however many requests it has left. */
  isOver: boolean;
}

async function recordPending(
  slice: Slice,
  { statsRetryMs }: StatsInput,
  { reason, attempt, waitMs, isOver }: Pending,
): Promise<ApplicationFailure> {
  await runSql(slice.deps.db, 'sync/record_pending', {
    ...slice.key,
    reason,
    attempts: attempt,
    wait_seconds: waitMs === null ? null : waitMs / 1000,
    requests: slice.takeRequests(),
  });
  return ApplicationFailure.create({
    type: 'GitHubStatsPending',
    message: reason,
    category: ApplicationFailureCategory.BENIGN,
    nonRetryable: isOver,
    nextRetryDelay: statsRetryMs,
  });
}
