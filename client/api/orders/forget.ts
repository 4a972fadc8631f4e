import { runSql } from '../../../sql/query.ts';
import type { ApiDeps } from '../api.ts';

/** Takes a loop off the list that could not do it itself. @returns false when it was not there, or nobody may change the list */
export async function forget({ asOwner }: Pick<ApiDeps, 'asOwner'>, workflowId: string): Promise<boolean> {
  if (!asOwner) return false;
  const [row] = await asOwner((db) => runSql<{ loops: number }>(db, 'sync/forget_loop', { workflow_id: workflowId }));
  return (row?.loops ?? 0) > 0;
}
