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
/** They name repositories, and are about the owner of these. */
const tablesOfOwners = ['github.owner_repository', 'github.owner_repository_period', 'sync.owner_loop'];
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
         array_agg(quote_ident(column_name)) filter (where is_kept) as columns,
         array_agg(data_type::text) filter (where is_kept) as types
       from information_schema.columns
       join information_schema.tables using (table_schema, table_name)
       cross join lateral (select column_name in ('repository_id', 'subject_id') as is_key) as named
       cross join lateral (select is_nullable = 'NO' or is_key as is_kept) as filled
       where table_schema in ('github', 'sync', 'kpi') and table_type = 'BASE TABLE'
         and is_identity = 'NO'
         -- Its rows are those of the table that it is a part of.
         and not (select relispartition from pg_class where oid = format('%I.%I', table_schema, table_name)::regclass) and (column_default is null or column_name = 'subject_kind')
       group by table_schema, table_name
       having bool_or(is_key) and not table_schema || '.' || table_name = any ($1)
       order by 1`,
      [tablesOfOwners],
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
          if (column === 'subject_name' || column === 'credential') return `'${repository}'`;
          if (column === 'purpose') return `'load'`;
          if (column === 'workflow_id') return `'sync/${repository}'`;
          if (column === 'month' || column === 'week') return `'2026-02-01'`;
          const type = types[place]!;
          return fillers[type] ?? (type.startsWith('timestamp') ? `'2026-01-01'` : '1');
        });
        await db.query(`insert into ${name} (${columns.join()}) values (${values.join()})`);
      }
    }
    // Rows have made marks of their own.
    await db.query('truncate sync.mark');
    await db.query(`insert into sync.mark values (7, 'issues', '2026-02-01'), (8, 'issues', '2026-02-01')`);
    // And counts.
    await db.query('truncate kpi.row_count');
    await db.query(`insert into kpi.row_count values ('x', 7, '', 1), ('x', 8, '', 1)`);
    // An owner may have the number of a repository.
    await db.query(`insert into sync.resource (subject_kind, subject_id, resource) values ('owner', 7, 'members')`);
    await db.query(`insert into sync.raw_dropped values (7, '2026-01-01', 'owner')`);
    await db.query(
      `insert into sync.gap (subject_id, resource, gap, reason, found_at) values (7, 'members', 'x', 'x', now())`,
    );
    await db.query(
      `insert into github.owner_repository
         (owner_id, repository_id, name, is_private, is_fork, is_archived, is_disabled, joined_at)
       values (7, 7, 'widgets', false, false, false, false, now()), (8, 8, 'gadgets', false, false, false, false, now())`,
    );
    await db.query('insert into sync.owner_loop (owner_id, repository_id) values (7, 7), (8, 8)');
    const resources = resourcesOf('repository');
    const counts = await runSql(db, 'sync/purge_repository', { repository: 'Acme/Widgets', resources });
    assert.deepEqual(counts, [{ repositories: 1, issues: 1 }]);
    for (const { name, id } of tables) {
      const { rows } = await db.query<{ id: number }>(`select ${id} as id from ${name} order by 1`);
      const isOfOwner = ['sync.resource', 'sync.raw_dropped', 'sync.gap'].includes(name);
      assert.deepEqual(rows, isOfOwner ? [{ id: 7 }, { id: 8 }] : [{ id: 8 }], name);
    }
  });

  it('forgets an owner without its repositories, and what those know of it stays', async () => {
    await db.query(`insert into github.owner values (7, 'acme', 'Organization', null, 2, null, null, now())`);
    const before = await db.query('select from sync.resource');
    const resources = resourcesOf('owner');
    // The names of resources tell owner and repository apart where no kind stands.
    await db.query(
      `insert into sync.resource (subject_kind, subject_id, resource) values ('owner', 7, 'owner_repositories')`,
    );
    assert.deepEqual(await runSql(db, 'sync/purge_owner', { owner: 'ACME', resources }), [{ owners: 1 }]);
    for (const name of ['github.owner', ...tablesOfOwners]) {
      const { rows } = await db.query<{ id: number }>(`select owner_id as id from ${name}`);
      assert.deepEqual(rows, name === 'github.owner' ? [] : [{ id: 8 }], name);
    }
    // The row of members, which no resource of owners is here, goes with its kind.
    assert.equal((await db.query('select from sync.resource')).rowCount, (before.rowCount ?? 0) - 1);
    assert.equal((await db.query('select from github.repository')).rowCount, 1);
  });
});
