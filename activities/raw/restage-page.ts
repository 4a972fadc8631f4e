import type { ClientBase } from 'pg';
import { runSql } from '../../sql/query.ts';
import { cleanText } from '../store/clean-text.ts';
import { listResources } from '../list-resources.ts';
import { cleanedIdsOf } from '../store/page.ts';
import type { RowShape } from '../store/page.ts';
import { stageBody } from '../store/stage-body.ts';
import type { Body } from '../store/stage-body.ts';
import { refusalOf, stageRowByRow } from '../store/stage-rows.ts';

/** A row of `raw.page` from which typed rows are made. */
export interface RawPage {
  page_id: number | string;
  resource: string;
  url: string;
  answered_at: Date;
  stage: string;
  stage_error: string | null;
  body: string;
}

const plainShape: RowShape = { idMember: 'id', timeMember: 'id' };

/**
 * Makes the typed rows of a stored answer once more, as they were made when it came: all at once, or row by row where
 * Postgres refuses the whole. Its mark and its gap follow what happened.
 *
 * @returns whether all of it could be staged
 */
export async function restagePage(db: ClientBase, repositoryId: string, page: RawPage): Promise<boolean> {
  const { stage, resource, url } = page;
  const list = listResources.find((one) => one.stage === stage);
  const json = cleanText(page.body);
  const cleanedIds = json === page.body ? [] : cleanedIdsOf(page.body, list ?? plainShape);
  const body: Body = { stage, repositoryId, answeredAt: page.answered_at.toISOString(), url, json, cleanedIds };

  const error = await refusalOf(db, () => stageBody(db, body));
  if (error === null && page.stage_error === null) return true;
  // The statistics are a set: a row of them alone would replace all others.
  const lost = error && list ? (await stageRowByRow(db, body)).refused.length : 0;
  const stageError = error && error.message.slice(0, 500);
  await runSql(db, 'raw/set_stage_error', {
    repository_id: repositoryId,
    page_id: page.page_id,
    stage_error: stageError,
  });
  const gap = { repository_id: repositoryId, resource, gap: `page ${page.page_id}` };
  if (error === null || (list && lost === 0)) {
    await runSql(db, 'sync/close_gap', gap);
  } else {
    const what = list ? `${lost} rows of an answer have` : 'An answer has';
    const reason = `${what} a shape that Repometer does not know: ${stageError}.`;
    await runSql(db, 'sync/record_gap', { ...gap, reason, is_open: true, found_at: body.answeredAt });
  }
  return error === null;
}
