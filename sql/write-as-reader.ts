import type { ClientBase } from 'pg';
import type { Reader } from './reader.ts';

/**
 * Lets the reader write what its functions allow: its sessions only read unless told otherwise, each time.
 *
 * @throws what Postgres says; then nothing was written
 */
export async function writeAsReader(pool: Reader, write: (connection: ClientBase) => Promise<void>): Promise<void> {
  const connection = await pool.connect();
  let isOver = false;
  try {
    await connection.query('begin read write');
    await write(connection);
    await connection.query('commit');
    isOver = true;
  } finally {
    connection.release(!isOver);
  }
}
