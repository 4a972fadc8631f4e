import type { Reader } from '../../sql/reader.ts';
import { readRows } from './read-rows.ts';
import type { Table } from './table.ts';

/**
 * Runs one statement of somebody else's in a transaction that only reads and is rolled back: some functions write where nothing
 * may be written (Postgres 15 makes large objects), and a block of code could end a transaction that nobody has begun.
 *
 * @returns columns and rows; no columns when the statement gives none
 * @throws what Postgres says
 */
export async function readStatement(db: Reader, text: string): Promise<Table> {
  const connection = await db.connect();
  let isOver = false;
  try {
    await connection.query('begin read only');
    return await readRows(connection, text).finally(async () => {
      await connection.query('rollback');
      isOver = true;
    });
  } finally {
    // What was left open must not be anybody else's transaction.
    connection.release(!isOver);
  }
}
