import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { parseAs, TransportError } from '../../github/answer.ts';
import { listResources } from '../../list-resources.ts';
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
      const { rowsStored } = await readResource(deps.db, slice.subject, input.resource);
      const reply = await slice.ask({
        url: `${deps.github.apiUrl}/repositories/${slice.subject.id}/stats/contributors`,
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
  const reason = isLast
    ? `GitHub is still computing the statistics (202) after ${attempt} requests; one request a cycle from now on.`
    : `GitHub is computing the statistics (202), attempt ${attempt} of ${input.statsAttempts}.`;
  await runSql(slice.deps.db, 'sync/record_pending', {
    ...slice.key,
    reason,
    attempts: attempt,
    wait_seconds: isLast ? null : input.statsRetryMs / 1000,
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
  parseAs(answer, 'the statistics', Array.isArray);
  const json = cleanText(answer.text);
  const { subject, key } = slice;
  const { stage } = listResources.contributor_stats;
  const changes = await inTransaction(slice.deps.db, async (db) => {
    const { answeredAt } = await storeAnswer(db, { subject, resource: key.resource, answer, json, stage });
    const [staged] = await runSql<StatsChanges & Record<string, unknown>>(db, stage.file, {
      repository_id: subject.id,
      body: json,
    });
    const found = staged ?? { total: 0, inserted: 0, updated: 0, deleted: 0 };
    await runSql(db, 'sync/finish_stats', {
      ...key,
      total: found.total,
      is_truncated: found.total >= mostContributors,
      inserted: found.inserted,
      updated: found.updated + found.deleted,
      answered_at: answeredAt,
      source_version: input.sourceVersion,
      wait_seconds: input.everyMs / 1000,
      requests: slice.takeRequests(),
    });
    await runSql(db, 'sync/prove_complete', {
      ...key,
      begin_at: null,
      bound_at: null,
      answered_at: answeredAt,
      lag_seconds: 0,
      complete_with: null,
    });
    return found;
  });
  const changed = changes.inserted + changes.updated + changes.deleted;
  return { kind: 'done', state: changes.total === 0 ? 'empty' : 'ok', changed, rows: changes.total };
}
