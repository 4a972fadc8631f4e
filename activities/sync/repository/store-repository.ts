import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Answer } from '../../github/answer.ts';
import type { Asking } from '../slice/asking.ts';
import { followersOf, listResources } from '../../list-resources.ts';
import { cleanText } from '../../store/clean-text.ts';
import { stageBody } from '../../store/stage-body.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { readResource } from '../slice/resource-row.ts';
import type { SyncDeps } from '../slice/deps.ts';

interface ToStore {
  /** GitHub's id of the repository. */
  id: string;
  answer: Answer;
  etagKey: string;
  everyMs: number;
}

const resource = 'repository';

/** Stores the repository's own answer; when it differs from what is stored, what follows the repository is stale. */
export async function storeRepository(
  { db: pool }: Pick<SyncDeps, 'db'>,
  { takeRequests }: Pick<Asking, 'takeRequests'>,
  { id, answer, etagKey, everyMs }: ToStore,
): Promise<void> {
  const subject = { kind: 'repository', id } as const;
  await readResource(pool, subject, resource);
  const { stage } = listResources[resource];
  const json = cleanText(answer.text);
  const key = { subject_id: id, resource };
  await inTransaction(pool, async (db) => {
    const { answeredAt } = await storeAnswer(db, { subject, resource, answer, json, stage });
    const body = { stage, subjectId: id, answeredAt, url: answer.url, json, cleanedIds: [] };
    const { inserted, updated } = await stageBody(db, body);
    await runSql(db, 'sync/finish_repository', {
      ...key,
      is_changed: inserted + updated > 0,
      followers: followersOf(resource),
      etag: answer.headers.etag ?? null,
      etag_key: etagKey,
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
  });
}

/** GitHub says that the repository is as it was (304). */
export async function proveRepositoryUnchanged(
  { db }: Pick<SyncDeps, 'db'>,
  { takeRequests }: Pick<Asking, 'takeRequests'>,
  { id, answer, everyMs }: Omit<ToStore, 'etagKey'>,
): Promise<void> {
  await runSql(db, 'sync/prove_unchanged', {
    subject_id: id,
    resource,
    answered_at: new Date(answer.date).toISOString(),
    lag_seconds: 0,
    wait_seconds: everyMs / 1000,
    requests: takeRequests(),
    stale_since: null,
  });
}
