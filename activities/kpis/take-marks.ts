import type { Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import type { RepositoryId } from './computation.ts';
import { familiesJson } from './families.ts';
import type { Families } from './families.ts';

/**
 * Makes the marks of some repositories the due months of every family that follows their sources, all at once: no family misses
 * what another one has taken, whoever is killed in between. Families that follow more than the database knows count anew.
 */
export async function takeMarks(pool: Pool, repositoryIds: RepositoryId[], families: Families): Promise<void> {
  await inTransaction(pool, async (db) => {
    const widened = await runSql<{ family: string }>(db, 'kpi/refresh/declare_families', {
      families: familiesJson(families),
    });
    if (widened.length > 0) {
      await runSql(db, 'kpi/refresh/outdate_families', { families: widened.map(({ family }) => family) });
    }
    await runSql(db, 'kpi/refresh/move_marks', { repository_ids: repositoryIds });
  });
}
