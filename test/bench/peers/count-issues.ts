import type { Pool } from 'pg';

/**
 * Issues that a loader has stored as closed.
 *
 * @param table that has a row an issue
 * @throws Error when it does not have all issues, and each once
 */
export async function countClosed(db: Pool, table: string, expected: number): Promise<number> {
  const { rows } = await db.query<{ issues: number; numbers: number; closed: number }>(
    `select count(*)::int as issues, count(distinct number)::int as numbers,
       (count(*) filter (where state = 'closed'))::int as closed
     from ${table}`,
  );
  const { issues = 0, numbers = 0, closed = 0 } = rows[0] ?? {};
  if (issues === expected && numbers === expected) return closed;
  throw new Error(`${table} has ${issues} rows of ${numbers} issues, and GitHub has ${expected}.`);
}

/** @throws Error unless there is one more closed issue than before */
export function requireOneMore(closed: number, before: number, table: string): void {
  if (closed !== before + 1) throw new Error(`After one issue was closed ${table} has ${closed - before} more.`);
}
