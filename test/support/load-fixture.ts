import { readFileSync } from 'node:fs';
import type { Db } from '../../sql/query.ts';

const folder = new URL('../fixtures/', import.meta.url);

/** Runs `test/fixtures/{name}/given.sql`. */
export async function loadFixture(db: Db, name: string): Promise<void> {
  await db.query(readFileSync(new URL(`${name}/given.sql`, folder), 'utf8'));
}

/** Lines of `test/fixtures/{name}/{file}.csv`, the header first. */
export function expectedCsv(name: string, file = 'expected'): string[] {
  return readFileSync(new URL(`${name}/${file}.csv`, folder), 'utf8')
    .trimEnd()
    .split('\n');
}

/** The rows of a query as lines of CSV, the header first; null is empty. The fixtures hold no commas or quotes. */
export async function queryCsv(db: Db, sql: string): Promise<string[]> {
  const { fields, rows } = await db.query<unknown[]>({ text: sql, rowMode: 'array' });
  const line = (values: unknown[]) => values.map((value) => (value === null ? '' : String(value))).join(',');
  return [fields.map(({ name }) => name).join(','), ...rows.map(line)];
}
