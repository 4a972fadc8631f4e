import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { resourcesOf } from '../../activities/list-resources.ts';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** What hangs on a repository names it by one of these. */
const keys = ['repository_id', 'subject_id'];
const fillers: Record<string, string> = { ARRAY: `'{}'`, boolean: 'false', date: `'2026-01-01'`, text: `'x'` };

describe('the purge of a repository', () => {
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

  /** Tables that hang on a repository, with the columns that a row must fill. */
  async function tablesOfRepositories() {
    const { rows } = await db.query<{ name: string; id: string; columns: string[]; types: string[] }>(
      `select
         max(column_name::text) filter (where column_name in ('repository_id', 'subject_id')) as id,
         table_schema || '.' || quote_ident(table_name) as name,
         array_agg(column_name::text) filter (where is_kept) as columns,
         array_agg(data_type::text) filter (where is_kept) as types
       from information_schema.columns
       join information_schema.tables using (table_schema, table_name)
       cross join lateral (select column_name in ('repository_id', 'subject_id') as is_key) as named
       cross join lateral (select is_nullable = 'NO' or is_key as is_kept) as filled
       where table_schema in ('github', 'sync', 'kpi') and table_type = 'BASE TABLE'
         and is_identity = 'NO' and (column_default is null or column_name = 'subject_kind')
       group by table_schema, table_name
       having bool_or(is_key)
       order by 1`,
    );
    return rows;
  }

  it('leaves no row of it in any table, and all rows of others', async () => {
    const tables = await tablesOfRepositories();
    assert.ok(tables.length > 25);
    assert.ok(tables.some(({ name }) => name === 'sync.mark'));
    for (const [id, repository] of [
      [7, 'acme/widgets'],
      [8, 'acme/gadgets'],
    ] as const) {
      await storeRepository(db, id, repository);
      for (const { name, columns, types } of tables.filter((table) => table.name !== 'github.repository')) {
        const values = columns.map((column, place) => {
          if (keys.includes(column)) return id;
          if (column === 'subject_kind') return `'repository'`;
          if (column === 'resource' || column === 'source') return `'issues'`;
          if (column === 'purpose') return `'load'`;
          if (column === 'workflow_id') return `'sync/${repository}'`;
          if (column === 'month' || column === 'week') return `'2026-02-01'`;
          const type = types[place]!;
          return fillers[type] ?? (type.startsWith('timestamp') ? `'2026-01-01'` : '1');
        });
        await db.query(`insert into ${name} (${columns.join()}) values (${values.join()})`);
      }
    }
    // An owner may have the number of a repository.
    await db.query(`insert into sync.resource (subject_kind, subject_id, resource) values ('owner', 7, 'members')`);
    await db.query(`insert into sync.raw_dropped values (7, '2026-01-01', 'owner')`);
    await db.query(
      `insert into sync.gap (subject_id, resource, gap, reason, found_at) values (7, 'members', 'x', 'x', now())`,
    );
    const resources = resourcesOf('repository');
    const counts = await runSql(db, 'sync/purge_repository', { repository: 'Acme/Widgets', resources });
    assert.deepEqual(counts, [{ repositories: 1, issues: 1 }]);
    for (const { name, id } of tables) {
      const { rows } = await db.query<{ id: number }>(`select ${id} as id from ${name} order by 1`);
      const isOfOwner = ['sync.resource', 'sync.raw_dropped', 'sync.gap'].includes(name);
      assert.deepEqual(rows, isOfOwner ? [{ id: 7 }, { id: 8 }] : [{ id: 8 }], name);
    }
  });
});
