import { runSql } from '../sql/query.ts';
import type { Db } from '../sql/query.ts';
import { goneColumn, subjectColumns } from './resource.ts';
import type { ResourceDeclaration } from './resource.ts';

/**
 * Counts anew what is stored of a resource and shown by GitHub, in its main table.
 *
 * @returns rows stored; 0 where the subject has no such resource
 */
export async function countRows(
  db: Db,
  key: { subject_id: string; resource: string },
  { subject, tables }: Pick<ResourceDeclaration, 'subject' | 'tables'>,
): Promise<number> {
  const [counted] = tables;
  if (!counted) throw new Error(`${key.resource} has no table.`);
  const names = { table: counted.name, subject: subjectColumns[subject] };
  const isMarked = counted.mark.length > 0;
  const file = isMarked ? 'sync/count_rows' : 'sync/count_unmarked_rows';
  const [row] = await runSql<{ rows_stored: number }>(
    db,
    file,
    key,
    isMarked ? { ...names, gone_at: goneColumn(counted) } : names,
  );
  return row?.rows_stored ?? 0;
}
