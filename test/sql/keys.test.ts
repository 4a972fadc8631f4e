import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** Rows of these are of no repository and no owner: people, rules, and what the product declares. */
const ofNobody = ['github.account', 'kpi.follows', 'kpi.label_rule', 'kpi.label_rule_change', 'kpi.bot_rule'];

// What a table is spread by over several databases has to be part of each of its keys, and no key may lead into another table.
describe('tables that may have to be spread over several databases', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  it('have the id of their repository, or of their owner, in every key', async () => {
    const { rows } = await db.query<{ table: string; columns: string[] }>(
      `select format('%I.%I', nspname, class.relname) as table, array_agg(attname::text order by attname) as columns
       from pg_index as key
       join pg_class as class on class.oid = key.indrelid and not class.relispartition
       join pg_namespace as schema on schema.oid = class.relnamespace and nspname in ('github', 'kpi')
       join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum = any (key.indkey)
       where key.indisunique
       group by nspname, class.relname, key.indexrelid`,
    );
    assert.ok(rows.length > 20);
    const without = rows.filter(({ columns }) => !columns.includes('repository_id') && !columns.includes('owner_id'));
    assert.deepEqual(
      without.map(({ table }) => table).filter((table) => !ofNobody.includes(table)),
      [],
    );
  });

  it('have no foreign keys', async () => {
    const { rows } = await db.query<{ table: string }>(
      `select conrelid::regclass::text as table from pg_constraint
       where contype = 'f' and connamespace::regnamespace::text in ('raw', 'github', 'sync', 'kpi')`,
    );
    assert.deepEqual(rows, []);
  });
});
