import { activityInfo } from '@temporalio/activity';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { PoorAnswerError } from '../../github/answer.ts';
import type { Page } from '../../store/page.ts';
import { isFarFewer, refutedGap } from '../queue/refute-list.ts';
import type { ListSlice } from '../slice/list-slice.ts';

const fortnightSeconds = 14 * 24 * 3_600;
const leastDays = 3;

interface Stars extends Record<string, unknown> {
  stored: number;
  stored_of_page: number;
  /** Stored ones that the page does not tell. */
  missing: number;
  /** GitHub's count of the repository; null: it is not known. */
  counted: number | null;
}

/**
 * The count is read before the history, so it tells of stars that were taken back, too; a tenth of all, and a single one of a
 * page, are for what the two count differently.
 */
function isRefuted({ stored, stored_of_page: ofPage, missing, counted }: Stars): boolean {
  if (counted === null) return false;
  const isMost = isFarFewer({ stored, missing }) && counted * 9 > (stored - missing) * 10;
  const isMostOfPage = missing > 1 && isFarFewer({ stored: ofPage, missing }) && counted >= stored;
  return isMost || isMostOfPage;
}

/**
 * Refuses a page of the history of stars that takes away far more of them than the repository's own count does; the walk
 * begins again then. What a fortnight of such answers repeats is believed.
 *
 * @throws PoorAnswerError when it is refused; a gap names it until a walk comes to its end
 */
export async function refuteWeeks({ deps, key, subject }: ListSlice, { json, answer, count }: Page): Promise<void> {
  // An empty page behind others is the end, and tells of no week.
  if (count === 0 && new URL(answer.url).searchParams.has('page')) return;
  const [found] = await runSql<Stars>(deps.db, 'doubt/star_weeks', { repository_id: subject.id, body: json });
  if (!found || !isRefuted(found)) return;
  const reason = `GitHub's history of stars lacks ${found.missing} of ${found.stored} that are stored, and the repository's count does not.`;
  const answeredAt = new Date(answer.date).toISOString();
  const { activityId, workflowExecution } = activityInfo();
  const isBelieved = await inTransaction(deps.db, async (db) => {
    const [doubt] = await runSql<{ days: number; age_seconds: number }>(db, 'doubt/record', {
      ...key,
      kind: 'fewer',
      answered_at: answeredAt,
      asked_by: `${workflowExecution?.runId} ${activityId}`,
    });
    if (doubt && doubt.days >= leastDays && doubt.age_seconds >= fortnightSeconds) return true;
    const gap = { gap: refutedGap, page_id: null, reason, is_open: true, found_at: answeredAt };
    await runSql(db, 'sync/record_gap', { ...key, ...gap });
    await runSql(db, 'sync/begin_walk_again', key);
    return false;
  });
  if (!isBelieved) throw new PoorAnswerError(reason);
}
