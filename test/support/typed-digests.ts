import type { Pool } from 'pg';
import { listResources } from '../../activities/list-resources.ts';
import { typedTables } from '../../activities/raw/typed-tables.ts';

const ofRepositories = [
  'repository',
  'account',
  'issue_transfer',
  'label_alias',
  ...typedTables.repository.map(({ name }) => name),
];
const ofOwners = Object.values(listResources)
  .filter(({ subject }) => subject === 'owner')
  .flatMap(({ tables }) => tables.map(({ name }) => name));

/** Rows and a digest of each table of `github`, every column included; equal for equal rows in whatever order. */
export const typedDigests = (db: Pool): Promise<Record<string, string>> => digests(db, ofRepositories, 'true');

/** The same of all that hangs on an owner, times of people and repositories included. */
export const ownerDigests = (db: Pool, ownerId: number): Promise<Record<string, string>> =>
  digests(db, ofOwners, `owner_id = ${ownerId}`);

async function digests(db: Pool, tables: string[], condition: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await db.query<{ digest: string }>(
      `select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
       from (select md5(to_jsonb(found)::text) as line from github.${table} as found where ${condition}) as lines`,
    );
    found[table] = rows[0]?.digest ?? '';
  }
  return found;
}
