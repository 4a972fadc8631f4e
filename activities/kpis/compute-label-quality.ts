import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import {
  lockFamily,
  noChanges,
  recordComputation,
  statementValues,
  writeTable,
  type Changes,
  type ComputationRequest,
} from './computation.ts';

const family = 'label_quality';

/**
 * Makes the day's snapshot of `kpi.label_quality`, unless the day has one or the issue list was never whole: a snapshot of half a
 * list would stay for good. The caller ends the transaction.
 */
export async function computeLabelQuality(db: PoolClient, request: ComputationRequest): Promise<Changes> {
  await lockFamily(db, request.repositoryId, family);
  const [source] = await runSql<{ is_list_whole: boolean; has_snapshot: boolean }>(
    db,
    'kpi/refresh/has_label_quality',
    {
      repository_id: request.repositoryId,
      as_of: request.asOf,
    },
  );
  if (!source?.is_list_whole || source.has_snapshot) return noChanges;
  const values = { ...statementValues(family, request), is_retroactive: request.isPast };
  const changes = await writeTable(db, 'kpi/label_quality', values);
  if (!request.isPast) await recordComputation(db, family, request);
  return changes;
}
