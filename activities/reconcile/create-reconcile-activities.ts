import type { Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { resources } from '../../workflows/contract.ts';
import { planReconciliation } from './plan-reconciliation.ts';

/** Activities of a comparison with GitHub that need the database alone; they run on the task queue `repometer`. */
export function createReconcileActivities({ db }: { db: Pool }) {
  return {
    planReconciliation: (input: { repository: string; isWhole: boolean }) => planReconciliation(db, input),

    /** Repositories that a loop keeps, the one that was compared longest ago first. @returns `owner/name` of each */
    async listRepositoriesToReconcile(): Promise<string[]> {
      const rows = await runSql<{ repository: string }>(db, 'sync/repositories_to_reconcile');
      return rows.map(({ repository }) => repository);
    },

    /** Counts rows anew, and forgets the absence of numbers that have come back. @returns rows that are stored */
    async finishReconciliation({ repositoryId }: { repositoryId: string }): Promise<{ rows: number }> {
      return inTransaction(db, async (transaction) => {
        const key = { repository_id: repositoryId };
        await runSql(transaction, 'raw/share_repository', key);
        await runSql(transaction, 'absent/issues_returned', key);
        const counted = await runSql<{ rows_stored: number }>(transaction, 'sync/count_rows', {
          ...key,
          resources: [...resources],
        });
        for (const resource of resources) {
          await runSql(transaction, 'sync/settle_gap', { ...key, resource, found_at: new Date() });
        }
        return { rows: counted.reduce((sum, { rows_stored: rows }) => sum + rows, 0) };
      });
    },
  };
}
