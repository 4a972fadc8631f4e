import type { ClientBase } from 'pg';
import { typedTables } from './typed-tables.ts';

/** What was found to be gone, which no answer tells. */
export interface DeletionMarks {
  /**
   * Marks the rows again.
   *
   * @param until only what was found up to this instant, ISO: an answer of then may take it back
   */
  putBack(until?: string): Promise<void>;
}

const marked = typedTables.flatMap(({ name, id, mark }) => (id && mark.length > 0 ? [{ table: name, id, mark }] : []));

/** Remembers the marks of a repository's rows until the transaction ends. */
export async function rememberDeletionMarks(db: ClientBase, repositoryId: string): Promise<DeletionMarks> {
  await db.query(
    `create temporary table deletion_mark (source text, row_id text, deleted_at timestamptz, deletion text)
     on commit drop`,
  );
  for (const { table, id, mark } of marked) {
    await db.query(
      `insert into deletion_mark (source, row_id, ${mark.join(', ')})
       select '${table}', ${id.column}::text, ${mark.join(', ')} from github.${table}
       where repository_id = $1 and deleted_at is not null`,
      [repositoryId],
    );
  }

  return {
    async putBack(until) {
      for (const { table, id, mark } of marked) {
        await db.query(
          `with due as (
             delete from deletion_mark
             where source = '${table}' and ($2::timestamptz is null or deleted_at <= $2::timestamptz)
             returning *
           )
           update github.${table} as known set ${mark.map((column) => `${column} = due.${column}`).join(', ')}
           from due
           where known.repository_id = $1 and known.${id.column} = due.row_id::${id.type}`,
          [repositoryId, until ?? null],
        );
      }
    },
  };
}
