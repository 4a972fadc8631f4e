import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { TestDatabase } from '../support/test-databases.ts';

/** The day at whose end the rows of `kpis/rows.sql` stand. */
export const asOf = '2026-11-30';

/** Fills a database with 500 issues for each repository and what hangs on them. */
export async function makeKpiRows({ superuserUrl }: TestDatabase, repositories: number): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`select set_config('bench.repositories', $1, false)`, [String(repositories)]);
    await client.query(readFileSync(new URL('kpis/rows.sql', import.meta.url), 'utf8'));
    // As the server's own upkeep would have done long ago.
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
