import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import { cleanText } from '../../store/clean-text.ts';
import type { SyncDeps } from '../slice/deps.ts';
import type { Outcome } from '../slice/outcome.ts';
import { readResource } from '../slice/resource-row.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { limitedOutcome, refusedOutcome, runSlice } from '../slice/slice.ts';
import type { Slice, SliceInput } from '../slice/slice.ts';

/** GitHub gives at most this many contributors, so a full list may hide people (GitHub: "Metrics, statistics"). */
const mostContributors = 100;

export interface StatsInput extends SliceInput {
  /** `pushed_at` of the repository: the set that is fetched belongs to it. */
  sourceVersion: string | null;
  statsRetryMs: number;
  /** Requests made in this series before this activity, and how many a series has. */
  attemptsBefore: number;
  statsAttempts: number;
}

interface StatsChanges {
  total: number;
  inserted: number;
  updated: number;
  deleted: number;
}

/**
 * The activity for `/stats/contributors`. While GitHub computes (202) it fails benignly, and Temporal's retry policy
 * waits: each attempt is one request, and nothing sleeps here.
 */
export function createFetchContributorStats(deps: SyncDeps) {
  return function fetchContributorStats(input: StatsInput): Promise<Outcome> {
    return runSlice(deps, input, async (slice) => {
      const { rowsStored } = await readResource(deps.db, input.repositoryId, input.resource);
      const reply = await slice.ask({
        url: `${deps.github.apiUrl}/repositories/${input.repositoryId}/stats/contributors`,
      });
      if (isLimited(reply)) return limitedOutcome(slice, reply, 0, rowsStored);
      const { verdict, answer } = reply;
      if (verdict.kind === 'computing') throw await pending(slice, input);
      if (verdict.kind === 'refused') return refusedOutcome(slice, verdict, 0, rowsStored);
      if (verdict.kind === 'empty') return store(slice, input, { ...answer, text: '[]' });
      if (verdict.kind !== 'ok') throw new TransportError(`GitHub answered ${answer.status} to the statistics.`);
      return store(slice, input, answer);
    });
  };
}

async function pending(slice: Slice, input: StatsInput): Promise<ApplicationFailure> {
  const attempt = input.attemptsBefore + slice.attempt;
  const isLast = attempt >= input.statsAttempts;
  const nextTryAt = isLast ? null : new Date(Date.now() + input.statsRetryMs).toISOString();
  const reason = isLast
    ? `GitHub is still computing the statistics (202) after ${attempt} requests; one request a cycle from now on.`
    : `GitHub is computing the statistics (202), attempt ${attempt} of ${input.statsAttempts}.`;
  await runSql(slice.deps.db, 'sync/record_pending', {
    repository_id: input.repositoryId,
    resource: input.resource,
    reason,
    attempts: attempt,
    next_try_at: nextTryAt,
    requests: slice.takeRequests(),
  });
  return ApplicationFailure.create({
    type: 'GitHubStatsPending',
    message: reason,
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: input.statsRetryMs,
  });
}

async function store(slice: Slice, input: StatsInput, answer: Answer): Promise<Outcome> {
  requireList(answer);
  const json = cleanText(answer.text);
  const { repositoryId, resource } = input;
  const changes = await inTransaction(slice.deps.db, async (db) => {
    const stage = 'stage/contributor_stats';
    const { answeredAt } = await storeAnswer(db, { repositoryId, resource, answer, json, stage });
    const [staged] = await runSql<StatsChanges & Record<string, unknown>>(db, stage, {
      repository_id: input.repositoryId,
      body: json,
    });
    const found = staged ?? { total: 0, inserted: 0, updated: 0, deleted: 0 };
    await runSql(db, 'sync/finish_stats', {
      repository_id: input.repositoryId,
      resource: input.resource,
      total: found.total,
      is_truncated: found.total >= mostContributors,
      inserted: found.inserted,
      updated: found.updated + found.deleted,
      answered_at: answeredAt,
      source_version: input.sourceVersion,
      next_try_at: new Date(Date.now() + input.everyMs).toISOString(),
      requests: slice.takeRequests(),
    });
    return found;
  });
  const changed = changes.inserted + changes.updated + changes.deleted;
  return { kind: 'done', state: changes.total === 0 ? 'empty' : 'ok', changed, rows: changes.total };
}

function requireList(answer: Answer): void {
  try {
    if (Array.isArray(JSON.parse(answer.text))) return;
  } catch {
    // Told below, as any other answer that is no list.
  }
  throw new TransportError('GitHub answered 200 to the statistics with something that is no list.');
}
