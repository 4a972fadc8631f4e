import type { ClientBase } from 'pg';
import { commonColumns } from './common-columns.ts';
import { runSql } from './query.ts';
import { readViews } from './read-views.ts';

/**
 * Gives each column of a view of `report` its comment where the view's file gives none; each column of a summary table in `kpi` that of
 * the view of the same name, and what is left in `kpi` what columns of that name mean everywhere. What stands already is not written.
 *
 * @param db a connection as the schemas' owner
 * @throws what Postgres says
 */
export async function commentColumns(db: ClientBase): Promise<void> {
  const silent = readViews()
    .filter(({ schema }) => schema === 'report')
    .flatMap(({ view, sql }) =>
      Object.entries(commonColumns)
        .filter(([column]) => !sql.includes(`comment on column report.${view}.${column} is `))
        .map(([column, comment]) => ({ view, column, comment })),
    );
  await runAll(db, 'comments/of_views', { common: JSON.stringify(silent) });
  await runAll(db, 'comments/of_tables', { common: JSON.stringify(commonColumns) });
}

async function runAll(db: ClientBase, file: string, values: Record<string, unknown>): Promise<void> {
  for (const { text } of await runSql<{ text: string }>(db, file, values)) await db.query(text);
}
