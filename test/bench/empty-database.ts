import { createDb } from '../../sql/db.ts';
import type { LandedVersion } from '../support/landed-version.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** The schema of that version instead of the present one. */
export async function makeAnew(database: TestDatabase, version: LandedVersion): Promise<void> {
  await emptyDatabase(database);
  version.migrate(database.url);
}

/** Takes everything out of a database, the product's schema too. */
export async function emptyDatabase({ url, superuserUrl }: TestDatabase): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const server = new URL(superuserUrl);
  server.pathname = '/postgres';
  const superuser = createDb(server.href, { size: 1, name: 'bench' });
  try {
    await superuser.query(`drop database ${name}`);
    await superuser.query(`create database ${name} owner repometer`);
  } finally {
    await superuser.end();
  }
}
