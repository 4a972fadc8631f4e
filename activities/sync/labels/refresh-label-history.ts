import type { Pool } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { hasLoadedEvents, inferLabelHistory, stageDueLabelPeriods } from '../../store/stage-label-periods.ts';

/**
 * Brings the history of labels up to date: derives the periods of issues whose events or rows have changed, some at a time,
 * then concludes what became of renamed and deleted labels and derives what this changes. A crash leaves the rest noted.
 * Nothing happens before the events were loaded.
 */
export async function refreshLabelHistory(pool: Pool, repositoryId: string): Promise<void> {
  await refresh(pool, repositoryId, true);
}

/** The same where an issue is noted; otherwise nothing has changed, for names are refreshed when the catalogue was read. */
export async function refreshDueLabelHistory(pool: Pool, repositoryId: string): Promise<void> {
  await refresh(pool, repositoryId, false);
}

async function refresh(pool: Pool, repositoryId: string, isAsked: boolean): Promise<void> {
  if (!(await hasLoadedEvents(pool, repositoryId))) return;
  let isWanted = isAsked;
  for (let isMore = true; isMore;) {
    isMore = await inTransaction(pool, async (db) => {
      await runSql(db, 'stage/lock_label_periods', { repository_id: repositoryId });
      const due = await stageDueLabelPeriods(db, repositoryId);
      isWanted ||= due.derived > 0;
      // Together with the last that are noted, so that a crash does not leave it out.
      if (!due.isMore && isWanted) await inferLabelHistory(db, repositoryId);
      return due.isMore;
    });
  }
}
