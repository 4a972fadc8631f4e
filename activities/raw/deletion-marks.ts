import type { ClientBase } from 'pg';
import { subjectColumns } from '../resource.ts';
import { typedTables } from './typed-tables.ts';
import type { RebuiltSubject } from './typed-tables.ts';

/** What was found to be gone, which no answer tells. */
export interface DeletionMarks {
  /**
   * Marks the rows again.
   *
   * @param until only what was found up to this instant, ISO: an answer of then may take it back
   */
  putBack(until?: string): Promise<void>;
}

/** Remembers the marks of a subject's rows until the transaction ends. */
export async function rememberDeletionMarks(db: ClientBase, { kind, id }: RebuiltSubject): Promise<DeletionMarks> {
  const subject = subjectColumns[kind];
  const marked = typedTables[kind].flatMap(({ name, id: row, mark: [goneAt, more = null] }) =>
    row && goneAt !== undefined ? [{ table: name, row, goneAt, more }] : [],
  );
  await db.query(
    `create temporary table deletion_mark (source text, row_id text, gone_at timestamptz, more text) on commit drop`,
  );
  for (const { table, row, goneAt, more } of marked) {
    await db.query(
      `insert into deletion_mark (source, row_id, gone_at, more)
       select '${table}', ${row.column}::text, ${goneAt}, ${more ?? 'null'} from github.${table}
       where ${subject} = $1 and ${goneAt} is not null`,
      [id],
    );
  }

  return {
    async putBack(until) {
      for (const { table, row, goneAt, more } of marked) {
        await db.query(
          `with due as (
             delete from deletion_mark
             where source = '${table}' and ($2::timestamptz is null or gone_at <= $2::timestamptz)
             returning *
           )
           update github.${table} as known set ${goneAt} = due.gone_at${more === null ? '' : `, ${more} = due.more`}
           from due
           where known.${subject} = $1 and known.${row.column} = due.row_id::${row.type}`,
          [id, until ?? null],
        );
      }
    },
  };
}
