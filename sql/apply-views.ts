import type { ClientBase } from 'pg';
import { readViews } from './read-views.ts';
import type { View } from './read-views.ts';

/** What Postgres says to a view that would lose or rename a column (invalid_table_definition). */
const lostColumn = '42P16';

/**
 * Makes the views of this product anew whose file has changed since it was applied, in one transaction. `create or replace`
 * only appends columns, so what people have built on a view stands.
 *
 * @param db one connection as the schemas' owner, outside a transaction, whose other users are locked out
 * @returns names of the views that were applied
 * @throws Error with a sentence when the database has a newer view than this product
 */
export async function applyViews(db: ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ name: string; checksum: string }>(
    'select name, checksum from public.repometer_view_checksum',
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const changed = readViews().filter(({ name, checksum }) => applied.get(name) !== checksum);
  if (changed.length === 0) return [];
  await db.query('begin');
  try {
    for (const view of changed) await applyView(db, view);
    await db.query('commit');
  } catch (error) {
    await db.query('rollback');
    throw error;
  }
  return changed.map(({ name }) => name);
}

async function applyView(db: ClientBase, { name, schema, view, sql, checksum }: View): Promise<void> {
  try {
    await db.query(sql);
  } catch (error) {
    if ((error as { code?: string }).code !== lostColumn) throw error;
    throw new Error(
      `This database has a newer view ${schema}.${view} than this Repometer, which would take columns away: update this one.`,
      { cause: error },
    );
  }
  await db.query(
    `insert into public.repometer_view_checksum (name, checksum) values ($1, $2)
     on conflict (name) do update set checksum = excluded.checksum`,
    [name, checksum],
  );
}
