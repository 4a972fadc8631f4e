import type { Pool } from 'pg';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { inferLabelHistory } from '../../store/stage-label-periods.ts';

/**
 * Concludes what became of renamed and deleted labels, and derives the label periods that this changes, in a transaction of
 * its own.
 */
export async function refreshLabelHistory(db: Pool, repositoryId: string): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await runSql(transaction, 'stage/lock_label_periods', { repository_id: repositoryId });
    await inferLabelHistory(transaction, repositoryId);
  });
}
