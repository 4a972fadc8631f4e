import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** Marks rows that GitHub does not show any more. @returns how many were not marked yet */
export async function markGone(db: PoolClient, slice: ListSlice, ids: string[], answeredAt: string): Promise<number> {
  const { repositoryId, resource } = slice.input;
  let deleted = 0;
  for (const id of ids) {
    const key = { repository_id: repositoryId, row_id: id, answered_at: answeredAt };
    const [row] = await runSql<{ deleted: number }>(db, `absent/${resource}_gone`, key);
    deleted += row?.deleted ?? 0;
  }
  return deleted;
}
