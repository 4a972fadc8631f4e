import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { readViews } from '../../sql/read-views.ts';

interface Column {
  name: string;
  /** As clients see it. */
  type: string;
  comment: string;
}

/** A table or view of the schemas `report` and `kpi`, as its comments tell of it. */
export interface Table {
  schema: 'report' | 'kpi';
  name: string;
  comment: string;
  /** What one row is, where the file of a view says so: a sentence. */
  row: string | null;
  /** Columns in all of which no two rows of a view are alike, where its file says so. */
  key: string[];
  columns: Column[];
}

interface Row extends Record<string, unknown> {
  schema: Table['schema'];
  name: string;
  comment: string | null;
  column_name: string;
  column_type: string;
  column_comment: string | null;
}

/** What the comment on top of a view's file tells of its rows. */
function sayingOf(sql: string): Pick<Table, 'row' | 'key'> {
  const [, row = null] = /^-- (One row .*)$/m.exec(sql.split('\n', 1)[0]!) ?? [];
  const [, order = ''] = /^-- order: (.+)$/m.exec(sql) ?? [];
  return { row, key: order.split(',').map((column) => column.trim()) };
}

/**
 * Every table and view of `report`, then of `kpi`, by name.
 *
 * @param db a connection as the schemas' owner, to a migrated database
 * @throws Error when one of them, or a column, has no comment
 */
export async function readTables(db: Db): Promise<Table[]> {
  const said = new Map(readViews().map(({ name, sql }) => [name, sayingOf(sql)]));
  const tables = new Map<string, Table>();
  for (const row of await runSql<Row>(db, 'schema/tables')) {
    const { schema, name, comment, column_name: column, column_type: type, column_comment: columnComment } = row;
    if (comment === null || columnComment === null)
      throw new Error(`${schema}.${name} or its column ${column} has no comment.`);
    const place = `${schema}/${name}`;
    const table = tables.get(place) ?? {
      schema,
      name,
      comment,
      ...(said.get(place) ?? { row: null, key: [] }),
      columns: [],
    };
    table.columns.push({ name: column, type, comment: columnComment });
    tables.set(place, table);
  }
  return [...tables.values()];
}
