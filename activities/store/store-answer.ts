import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import type { KeptResource } from '../../workflows/contract.ts';
import type { Answer } from '../github/answer.ts';
import type { Subject } from '../github/subject.ts';
import { ensurePartitions } from './ensure-partitions.ts';
import type { Stage } from './stage-body.ts';

interface AnswerToStore {
  subject: Pick<Subject, 'kind' | 'id'>;
  resource: KeptResource;
  answer: Answer;
  /** What Postgres can hold of it; another text than the answer's where it had to be cleaned. */
  json: string;
  /** How typed rows are made of it; null: it is kept as evidence alone, such as a 404. */
  stage: Stage | null;
  /** Why not all of it could be staged. */
  stageError?: string | null;
}

export interface StoredAnswer {
  /** When GitHub answered, by its own clock, in ISO. */
  answeredAt: string;
  pageId: number | string;
}

/**
 * Keeps an answer as it came. The first thing that a transaction does which writes typed rows: from then on it shares the
 * subject with others that store, and waits for a rebuild of it.
 */
export async function storeAnswer(db: Db, { answer, ...page }: AnswerToStore): Promise<StoredAnswer> {
  const answeredAt = new Date(answer.date).toISOString();
  // Only what is no JSON can hold it, and no text of Postgres can.
  const body = answer.text.replaceAll('\0', '\ufffd');
  const values = {
    subject_kind: page.subject.kind,
    subject_id: page.subject.id,
    resource: page.resource,
    url: answer.url,
    answered_at: answeredAt,
    status: answer.status,
    stage: page.stage?.file ?? null,
    is_cleaned: page.json !== answer.text || body !== answer.text,
    stage_error: page.stageError ?? null,
    body,
  };
  const insert = () => runSql<{ page_id: number | string }>(db, 'raw/insert_page', values);
  let [row] = await insert();
  if (!row) {
    // Today has no partition: nothing has made one for more than a week.
    await ensurePartitions(db);
    [row] = await insert();
  }
  if (!row) throw new Error('raw.page has no partition for today.');
  return { answeredAt, pageId: row.page_id };
}
