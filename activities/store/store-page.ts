import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import type { KeptResource } from '../../workflows/contract.ts';
import type { Subject } from '../github/subject.ts';
import type { Page } from './page.ts';
import { salvageRows } from './salvage-rows.ts';
import { stageBody } from './stage-body.ts';
import type { Changes, Stage } from './stage-body.ts';
import { isDataError } from './stage-rows.ts';
import { storeAnswer } from './store-answer.ts';

/** Whose page it is, and where it goes. */
export interface Target {
  db: Pool;
  subject: Pick<Subject, 'kind' | 'id'>;
  resource: KeptResource;
}

interface PageToStore {
  stage: Stage;
  page: Page;
  /** The walk notes what it sees. */
  isPass?: boolean;
}

/**
 * Stores one page: its answer, its typed rows, and what `andThen` writes, in one transaction. A page of a shape never seen
 * stops nothing: its answer is kept and marked, the rows that can be staged are, and the others are a named gap.
 *
 * @param andThen moves the cursor; it may run a second time, when the first transaction had to be rolled back
 */
export async function storePage<T>(
  { db: pool, subject, resource }: Target,
  { stage, page, isPass = false }: PageToStore,
  andThen: (db: PoolClient, changes: Changes) => Promise<T>,
): Promise<T> {
  const { answer, json, cleanedIds } = page;
  const run = (work: (db: PoolClient) => Promise<Changes>) =>
    inTransaction(pool, async (db) => {
      const changes = await work(db);
      if (isPass) await noteSeen(db, subject.id, resource, page.ids);
      return andThen(db, changes);
    });
  try {
    return await run(async (db) => {
      const { answeredAt } = await storeAnswer(db, { subject, resource, answer, json, stage });
      return stageBody(db, { stage, subjectId: subject.id, answeredAt, url: answer.url, json, cleanedIds });
    });
  } catch (error) {
    if (!isDataError(error)) throw error;
    return run((db) => salvageRows(db, { subject, resource, stage, page, error }));
  }
}

/** Remembers ids that a pass has met. */
async function noteSeen(db: PoolClient, subjectId: string, resource: KeptResource, ids: string[]): Promise<void> {
  await runSql(db, 'sync/note_seen', { subject_id: subjectId, resource, ids });
}
