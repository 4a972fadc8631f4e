import pg from 'pg';
import type { ClientBase } from 'pg';
import { statement } from './query.ts';
import { refuseSharedSession } from './refuse-shared-session.ts';

export interface SessionSettings {
  /** Longest time of one statement, in milliseconds; 0: as long as it takes. */
  timeoutMs: number;
  isReadOnly: boolean;
}

/** Makes the session of a new connection ours, before anybody gets it. */
export type Settle = (connection: ClientBase) => Promise<void>;

// Where a pooler has no session left, it lets a connection in and keeps its first statement waiting.
const patience = { connectionTimeoutMillis: 10_000, query_timeout: 10_000 };

/**
 * Session settings for connections to one database, set by a statement: what a connection asks for as it opens is overruled by
 * the options of its URL, and refused by poolers. A function that was made here looks once at what stands between.
 *
 * @param url `postgres://…`, which the connections were opened with
 * @returns throws an Error with a sentence where a pooler gives each transaction another session; otherwise what Postgres says
 */
export function createSettle(url: string, { timeoutMs, isReadOnly }: SessionSettings): Settle {
  let looked: Promise<void> | undefined;

  async function look(connection: ClientBase, backend: number): Promise<void> {
    try {
      const open = () => new pg.Client({ connectionString: url, ...patience });
      await refuseSharedSession(connection, backend, open);
    } catch (error) {
      looked = undefined; // a pooler may be mended while we live
      throw error;
    }
  }

  return async (connection) => {
    const { text, parameters } = statement('session/settle');
    const values: Record<string, unknown> = { timeout_ms: timeoutMs, is_read_only: isReadOnly };
    // Without a name: in a session that is shared, somebody may have prepared it already.
    const { rows } = await connection.query<{ backend: number }>(
      text,
      parameters.map((parameter) => values[parameter]),
    );
    await (looked ??= look(connection, rows[0]!.backend));
  };
}
