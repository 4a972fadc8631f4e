import { activityInfo } from '@temporalio/activity';
import type { PoolClient } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { State } from '../../../workflows/contract.ts';
import type { Answer } from '../../github/answer.ts';
import { listResources } from '../../list-resources.ts';
import { cleanText } from '../../store/clean-text.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import type { Slice } from '../slice/slice.ts';
import { doubtStats } from './doubt-stats.ts';
import type { Branch } from './look-at-branch.ts';

/** GitHub gives at most this many contributors, so a full list may hide people (GitHub: "Metrics, statistics"). */
const mostContributors = 100;

/** The name of the gap that says that statistics were not believed. */
const gap = 'statistics';

/** What became of an answer with statistics. */
export type StatsEnd =
  | { kind: 'stored'; changed: number; rows: number }
  /** A newer answer was stored meanwhile, and stays. */
  | { kind: 'late'; rows: number; state: State }
  /** It was not believed: what is stored stays, and a gap says why. */
  | { kind: 'doubted'; reason: string; answers: number; ageSeconds: number };

interface StatsToStore {
  answer: Answer;
  /** What is known of the branch, where the statistics name nobody. */
  branch: Branch;
  sourceVersion: string | null;
  everyMs: number;
}

interface StatsChanges extends Record<string, unknown> {
  total: number;
  inserted: number;
  updated: number;
  deleted: number;
}

/** Replaces a repository's set of statistics by an answer, unless a newer one is stored or this one is not believed. */
export async function storeStats(slice: Slice, stats: StatsToStore): Promise<StatsEnd> {
  const { subject, key, deps } = slice;
  const { answer } = stats;
  const json = cleanText(answer.text);
  const answeredAt = new Date(answer.date).toISOString();
  return inTransaction(deps.db, async (db): Promise<StatsEnd> => {
    // In this order, as everybody: a rebuild takes the subject before it counts rows.
    await runSql(db, 'raw/share_subject', { subject_kind: subject.kind, subject_id: subject.id });
    const [held] = await runSql<{ is_late: boolean; rows_stored: number; state: State }>(db, 'doubt/hold_set', {
      ...key,
      answered_at: answeredAt,
    });
    if (held?.is_late) {
      await runSql(db, 'sync/count_requests', { ...key, requests: slice.takeRequests() });
      return { kind: 'late', rows: held.rows_stored, state: held.state };
    }
    const told = { repositoryId: subject.id, json, answeredAt, branch: stats.branch };
    const doubt = await doubtStats(db, told);
    if (doubt === null) return replaceSet(db, slice, { ...stats, json });
    return recordDoubt(db, slice, { ...doubt, answer, json, answeredAt });
  });
}

async function replaceSet(
  db: PoolClient,
  { subject, key, takeRequests }: Slice,
  { answer, json, sourceVersion, everyMs }: StatsToStore & { json: string },
): Promise<StatsEnd> {
  const { stage } = listResources.contributor_stats;
  const { answeredAt } = await storeAnswer(db, { subject, resource: key.resource, answer, json, stage });
  const [staged] = await runSql<StatsChanges>(db, stage.file, { repository_id: subject.id, body: json });
  const { total, inserted, updated, deleted } = staged ?? { total: 0, inserted: 0, updated: 0, deleted: 0 };
  await runSql(db, 'sync/finish_stats', {
    ...key,
    total,
    is_truncated: total >= mostContributors,
    inserted,
    updated: updated + deleted,
    answered_at: answeredAt,
    source_version: sourceVersion,
    wait_seconds: everyMs / 1000,
    requests: takeRequests(),
  });
  await runSql(db, 'sync/prove_complete', {
    ...key,
    begin_at: null,
    bound_at: null,
    answered_at: answeredAt,
    lag_seconds: 0,
    complete_with: null,
  });
  await runSql(db, 'doubt/end', { ...key, gap });
  return { kind: 'stored', changed: inserted + updated + deleted, rows: total };
}

interface DoubtToRecord {
  kind: string;
  reason: string;
  answer: Answer;
  json: string;
  answeredAt: string;
}

async function recordDoubt(
  db: PoolClient,
  { subject, key }: Slice,
  { kind, reason, answer, json, answeredAt }: DoubtToRecord,
): Promise<StatsEnd> {
  const { activityId, workflowExecution } = activityInfo();
  const [doubt] = await runSql<{ is_new: boolean; answers: number; age_seconds: number }>(db, 'doubt/record', {
    ...key,
    kind,
    answered_at: answeredAt,
    asked_by: `${workflowExecution?.runId} ${activityId}`,
  });
  const { is_new: isNew = true, answers = 1, age_seconds: ageSeconds = 0 } = doubt ?? {};
  // Evidence, and no more of it than one: they are some megabytes, and may come for days.
  if (isNew) await storeAnswer(db, { subject, resource: key.resource, answer, json, stage: null });
  await runSql(db, 'sync/record_gap', {
    ...key,
    gap,
    page_id: null,
    reason: `${reason}; what was stored before stays.`,
    is_open: true,
    found_at: answeredAt,
  });
  return { kind: 'doubted', reason, answers, ageSeconds };
}
