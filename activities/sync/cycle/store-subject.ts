import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Answer } from '../../github/answer.ts';
import { followersOf, listResources } from '../../list-resources.ts';
import { cleanText } from '../../store/clean-text.ts';
import { stageBody } from '../../store/stage-body.ts';
import { storeAnswer } from '../../store/store-answer.ts';
import { readResource } from '../slice/resource-row.ts';
import type { Look } from './look.ts';

interface ToStore {
  /** GitHub's id of the subject. */
  id: string;
  answer: Answer;
  etagKey: string;
}

/** Stores the subject's own answer; when it differs from what is stored, what follows it is stale. */
export async function storeSubject(look: Look, { id, answer, etagKey }: ToStore): Promise<void> {
  const { deps, asking, resource, input } = look;
  const subject = { kind: look.subject.kind, id } as const;
  await readResource(deps.db, subject, resource);
  const { stage } = listResources[resource];
  const json = cleanText(answer.text);
  const key = { subject_id: id, resource };
  await inTransaction(deps.db, async (db) => {
    const { answeredAt } = await storeAnswer(db, { subject, resource, answer, json, stage });
    const body = { stage, subjectId: id, answeredAt, url: answer.url, json, cleanedIds: [] };
    const { inserted, updated } = await stageBody(db, body);
    await runSql(db, 'sync/finish_subject', {
      ...key,
      is_changed: inserted + updated > 0,
      followers: followersOf(resource),
      etag: answer.headers.etag ?? null,
      etag_key: etagKey,
      wait_seconds: input.everyMs / 1000,
      requests: asking.takeRequests(),
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

/** GitHub says that the subject is as it was (304). */
export async function proveSubjectUnchanged(look: Look, { id, answer }: Omit<ToStore, 'etagKey'>): Promise<void> {
  const { deps, asking, resource, input } = look;
  await runSql(deps.db, 'sync/prove_unchanged', {
    subject_id: id,
    resource,
    answered_at: new Date(answer.date).toISOString(),
    lag_seconds: 0,
    wait_seconds: input.everyMs / 1000,
    requests: asking.takeRequests(),
    stale_since: null,
  });
}
