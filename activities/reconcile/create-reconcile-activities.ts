import type { Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { followersOf, listResources, resourcesOf } from '../list-resources.ts';
import { countRows } from '../count-rows.ts';
import { listLeftOut } from './list-left-out.ts';
import { planReconciliation } from './plan-reconciliation.ts';

const resources = resourcesOf('repository');

/** Activities of a comparison with GitHub that need the database alone; they run on the task queue `repometer`. */
export function createReconcileActivities({ db }: { db: Pool }) {
  return {
    planReconciliation: (input: { repository: string; isWhole: boolean }) => planReconciliation(db, input),

    /** Repositories that a loop keeps, the one that was compared longest ago first. @returns `owner/name` of each */
    async listRepositoriesToReconcile(): Promise<string[]> {
      const rows = await runSql<{ repository: string }>(db, 'sync/repositories_to_reconcile', { resources });
      return rows.map(({ repository }) => repository);
    },

    listLeftOut: () => listLeftOut(db),

    /** Counts rows anew, and forgets the absence of numbers that have come back. @returns rows that are stored */
    async finishReconciliation({ repositoryId }: { repositoryId: string }): Promise<{ rows: number }> {
      return inTransaction(db, async (transaction) => {
        await runSql(transaction, 'raw/share_subject', { subject_kind: 'repository', subject_id: repositoryId });
        const [back] = await runSql<{ returned: number }>(transaction, 'absent/issues_returned', {
          repository_id: repositoryId,
        });
        if (back && back.returned > 0) {
          const followers = followersOf('issues');
          await runSql(transaction, 'sync/make_stale', { subject_id: repositoryId, resource: 'issues', followers });
        }
        let rows = 0;
        for (const resource of resources) {
          const key = { subject_id: repositoryId, resource };
          rows += await countRows(transaction, key, listResources[resource]);
          await runSql(transaction, 'sync/settle_gap', { ...key, found_at: null });
        }
        return { rows };
      });
    },
  };
}
