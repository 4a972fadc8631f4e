import type { ClientBase } from 'pg';
import { statement } from './query.ts';

/** What an administrator does for a database once; each may be done again. */
export type AdministratorsTask = 'bind_reader' | 'close_functions';

/**
 * Does an administrator's task of `sql/administrator/`.
 *
 * @param db a connection to the product's database, of a login that may
 * @throws what Postgres says
 */
export async function administrate(db: ClientBase, task: AdministratorsTask): Promise<void> {
  await db.query(statement(`administrator/${task}`).text);
}
