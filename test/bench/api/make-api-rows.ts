import { readFileSync } from 'node:fs';
import pg from 'pg';
import { families, familiesJson } from '../../../activities/kpis/families.ts';
import { runSql } from '../../../sql/query.ts';
import type { TestDatabase } from '../../support/test-databases.ts';

/** The largest of the repositories that `rows.sql` makes. */
export const largest = 'bench1/r1';
/** An owner of one in twenty of them. */
export const owner = 'bench1';

/** One of them by its number, which counts from 1, the largest. */
export const repositoryOf = (number: number) => `bench${number % 20}/r${number}`;

/** Fills a database with ten years of so many repositories. */
export async function makeApiRows({ superuserUrl }: TestDatabase, repositories: number): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await runSql(client, 'kpi/refresh/declare_families', { families: familiesJson(families) });
    await client.query(`select set_config('bench.repositories', $1, false)`, [String(repositories)]);
    await client.query(readFileSync(new URL('rows.sql', import.meta.url), 'utf8'));
    // As the server's own upkeep would have done long ago.
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
