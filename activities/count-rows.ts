import { runSql } from '../sql/query.ts';
import type { Db } from '../sql/query.ts';
import { subjectColumns } from './resource.ts';
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
  const file = counted.mark.length > 0 ? 'sync/count_rows' : 'sync/count_unmarked_rows';
  const names = { table: counted.name, subject: subjectColumns[subject] };
  const [row] = await runSql<{ rows_stored: number }>(db, file, key, names);
  return row?.rows_stored ?? 0;
}
