import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { KeptResource } from '../../workflows/contract.ts';
import type { Subject } from '../github/subject.ts';
import type { Page } from './page.ts';
import type { Changes, Stage } from './stage-body.ts';
import { stageRowByRow } from './stage-rows.ts';
import { storeAnswer } from './store-answer.ts';

interface Refused {
  subject: Pick<Subject, 'kind' | 'id'>;
  resource: KeptResource;
  stage: Stage;
  page: Page;
  /** What Postgres said of the whole page. */
  error: Error;
}

const mostNamed = 10;

/**
 * Stores a page that was refused as a whole: its answer with a mark, and the rows that can be staged. The others are a gap,
 * which closes when `repometer rebuild` can read them, or when a pass over everything has read their rows anew.
 */
export async function salvageRows(db: PoolClient, refused: Refused): Promise<Changes> {
  const { subject, resource, stage, page } = refused;
  const { answer, json, cleanedIds } = page;
  const stageError = refused.error.message.slice(0, 500);
  const { answeredAt, pageId } = await storeAnswer(db, { subject, resource, answer, json, stage, stageError });
  const body = { stage, subjectId: subject.id, answeredAt, url: answer.url, json, cleanedIds };
  const { refused: lost, ...changes } = await stageRowByRow(db, body);
  if (lost.length === 0) return changes;
  const names = lost.slice(0, mostNamed).map(nameOf).join(', ');
  await runSql(db, 'sync/record_gap', {
    subject_id: subject.id,
    resource,
    gap: `page ${pageId}`,
    page_id: pageId,
    reason: `${lost.length} of ${page.count} rows have a shape that Repometer does not know (${names}): ${stageError}.`,
    is_open: true,
    found_at: answeredAt,
  });
  return changes;
}

function nameOf(row: unknown): string {
  const { id, sha } = (row ?? {}) as { id?: unknown; sha?: unknown };
  const name = id ?? sha;
  return typeof name === 'number' || typeof name === 'string' ? `id ${name}` : 'one without an id';
}
