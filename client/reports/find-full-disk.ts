import type { Reader } from '../../sql/reader.ts';
import { runSql } from '../../sql/query.ts';
import { tellTrouble } from '../../sql/trouble.ts';

/** More than what a table grows by at once, so that a table that could not grow is told of. */
const mebibytes = 8;
const diskFull = '53100';
/** The server was told how much a session may write of temporary files. */
const limited = '53400';

/**
 * Whether Postgres' disk has room for what it is to store; writes and forgets some megabytes.
 *
 * @returns what is wrong, a sentence; null when nothing is, or when this login may not find out
 * @throws what else Postgres says
 */
export async function findFullDisk(db: Reader): Promise<string | null> {
  const connection = await db.connect();
  let isOver = false;
  try {
    await connection.query('begin read only');
    await connection.query(`set local work_mem = '64kB'`);
    await runSql(connection, 'report/spill', { mebibytes });
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === diskFull) return tellTrouble(error) ?? null;
    if (code === limited) return null;
    throw error;
  } finally {
    await connection.query('rollback').then(
      () => (isOver = true),
      () => undefined,
    );
    connection.release(!isOver);
  }
}
