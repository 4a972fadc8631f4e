import type { ClientBase } from 'pg';
import { runSql } from '../../sql/query.ts';
import { cleanText } from '../store/clean-text.ts';
import { listResources } from '../list-resources.ts';
import type { Resources } from '../list-resources.ts';
import { cleanedIdsOf } from '../store/page.ts';
import { restTextOf, stageBody } from '../store/stage-body.ts';
import type { Body } from '../store/stage-body.ts';
import { refusalOf, stageRowByRow } from '../store/stage-rows.ts';

/** A row of `raw.page` from which typed rows are made. */
export interface RawPage {
  page_id: number | string;
  resource: string;
  url: string;
  answered_at: Date;
  stage_error: string | null;
  body: string;
}

/**
 * Makes the typed rows of a stored answer once more, as they were made when it came: all at once, or row by row where
 * Postgres refuses the whole. Its mark and its gap follow what happened.
 *
 * @returns whether all of it could be staged
 * @throws Error for an answer of a resource that this product does not know
 */
export async function restagePage(db: ClientBase, subjectId: string, page: RawPage): Promise<boolean> {
  const { resource, url } = page;
  const declared = (listResources as Resources)[resource];
  if (!declared) throw new Error(`An answer of ${resource} is stored, which this Repometer does not know: update it.`);
  // The statistics are a set: a row of them alone would replace all others.
  const isList = declared.order !== 'answer';
  const json = cleanText(page.body);
  const cleanedIds = json === page.body ? [] : cleanedIdsOf(restTextOf(declared.stage, url, page.body), declared);
  const answeredAt = page.answered_at.toISOString();
  const body: Body = { stage: declared.stage, subjectId, answeredAt, url, json, cleanedIds };

  const error = await refusalOf(db, () => stageBody(db, body));
  if (error === null && page.stage_error === null) return true;
  const lost = error && isList ? (await stageRowByRow(db, body)).refused.length : 0;
  const stageError = error && error.message.slice(0, 500);
  await runSql(db, 'raw/set_stage_error', { subject_id: subjectId, page_id: page.page_id, stage_error: stageError });
  const gap = { subject_id: subjectId, resource, gap: `page ${page.page_id}` };
  if (error === null || (isList && lost === 0)) {
    await runSql(db, 'sync/close_gap', gap);
    return error === null;
  }
  const what = isList ? `${lost} rows of an answer have` : 'An answer has';
  const reason = `${what} a shape that Repometer does not know: ${stageError}.`;
  await runSql(db, 'sync/record_gap', { ...gap, page_id: page.page_id, reason, is_open: true, found_at: answeredAt });
  return false;
}
