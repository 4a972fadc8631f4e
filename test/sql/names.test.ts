import assert from 'node:assert/strict';
import pg from 'pg';
import { readMigrations } from '../../sql/read-migrations.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const migration = '0038_names';

describe('Names in the schema report', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let reader: pg.Client;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    owner = new pg.Client({ connectionString: database.url });
    reader = new pg.Client({ connectionString: database.readerUrl });
    await Promise.all([owner.connect(), reader.connect()]);
    await storeRepository(owner, 7, 'Acme/Rocket');
    await storeRepository(owner, 8, 'acme/glider');
    await storeIssue(owner, { repositoryId: 7, id: 1, labels: [], createdAt: '2026-03-05' });
    await storeIssue(owner, { repositoryId: 8, id: 2, labels: [], createdAt: '2026-03-05' });
  });
  after(async () => {
    await Promise.all([owner?.end(), reader?.end()]);
    await database?.drop();
  });

  const found = async (condition: string, values: unknown[] = []) => {
    const { rows } = await reader.query<{ repository: string }>({
      text: `select repository from report.issues where ${condition} order by repository collate "C"`,
      values,
    });
    return rows.map(({ repository }) => repository).join();
  };

  for (const condition of [
    `repository = 'ACME/rocket'`,
    `'ACME/rocket' = repository`,
    `repository = 'ACME/rocket'::text`,
    `'ACME/rocket'::text = repository`,
    `repository in ('ACME/rocket', 'no/body')`,
    `repository = any (array['ACME/rocket'])`,
    `repository <> 'acme/GLIDER'`,
    `repository <> 'acme/GLIDER'::text`,
    `repository not in ('acme/GLIDER', 'no/body')`,
    `repository in (select upper(repository) from report.issues where number = 1)`,
    `owner = 'ACME' and name = 'rocket'`,
    `case repository when 'ACME/rocket' then true else false end`,
  ]) {
    it(`compare without case: ${condition}`, async () => {
      assert.equal(await found(condition), 'Acme/Rocket');
    });
  }

  it('compare without case with a parameter of a type that the driver says, or does not say', async () => {
    assert.equal(await found('repository = $1', ['ACME/rocket']), 'Acme/Rocket');
    assert.equal(await found('repository = $1::text', ['ACME/rocket']), 'Acme/Rocket');
    assert.equal(await found('repository = any ($1)', [['ACME/rocket']]), 'Acme/Rocket');
  });

  it('leave everything else that people compare in the same database as it was', async () => {
    await owner.query(`create domain public.word as text; create table public.others (a varchar, b text, c char(3), d name, e public.word);
      insert into public.others values ('abc', 'abc', 'abc', 'abc', 'abc'), ('ABC', 'ABC', 'ABC', 'ABC', 'ABC')`);
    const columns = ['a', 'b', 'c', 'd', 'e', `'abc'`, `'abc'::varchar`];
    const pairs = columns.flatMap((left) => columns.map((right) => [left, right] as const));
    for (const [left, right] of pairs) {
      for (const condition of [
        `${left} = ${right}`,
        `not (${left} <> ${right})`,
        `${left} in (${right}, ${right})`,
        `${left} in (select ${right})`,
        `${left} is not distinct from ${right}`,
      ]) {
        // `pg_catalog` alone knows no names of ours.
        const count = async (path: string) => {
          await owner.query(`set search_path = ${path}`);
          const text = `select count(*) filter (where ${condition})::int as equal from public.others`;
          return owner.query<{ equal: number }>(text).then(
            ({ rows }) => rows[0]?.equal,
            (error: Error) => error.message,
          );
        };
        assert.equal(await count('public'), await count('pg_catalog'), condition);
      }
    }
    await owner.query('set search_path = public');
    const joined = await owner.query('select from public.others join public.others as other using (a, b, c, d, e)');
    assert.equal(joined.rowCount, 2);
  });

  it('compare as texts do with a varchar, and without case again once that is a text', async () => {
    assert.equal(await found(`repository = 'Acme/Rocket'::varchar`), 'Acme/Rocket');
    assert.equal(await found(`repository = 'ACME/rocket'::varchar`), '');
    assert.equal(await found(`repository = 'ACME/rocket'::varchar::text`), 'Acme/Rocket');
  });

  it('are found by patterns, ordered, joined and grouped as texts are, and keep their spelling', async () => {
    assert.equal(await found(`repository like 'Acme/%'`), 'Acme/Rocket');
    assert.equal(await found(`repository ilike 'ACME/%'`), 'Acme/Rocket,acme/glider');
    assert.equal(await found(`repository ~ 'R' and split_part(repository, '/', 1) = 'Acme'`), 'Acme/Rocket');
    const { rows } = await reader.query(
      `select repository, count(*)::int as issues, min(other.repository) as first
       from report.issues
       join (select distinct upper(repository)::report.github_name as repository from report.issues) as other using (repository)
       group by repository
       order by repository collate "C" desc`,
    );
    assert.deepEqual(rows, [
      { repository: 'acme/glider', issues: 1, first: 'ACME/GLIDER' },
      { repository: 'Acme/Rocket', issues: 1, first: 'ACME/ROCKET' },
    ]);
  });

  it('are text to whoever reads them', async () => {
    const { fields } = await reader.query('select owner, name, repository from report.issues limit 0');
    assert.deepEqual(
      fields.map(({ dataTypeID }) => dataTypeID),
      [25, 25, 25],
    );
    const { rows } = await reader.query(
      `select distinct data_type from information_schema.columns where table_schema = 'report' and column_name = 'repository'`,
    );
    assert.deepEqual(rows, [{ data_type: 'text' }]);
  });

  it('are of the type that compares so in every view', async () => {
    const { rows } = await owner.query(
      `select table_name, column_name from information_schema.columns
       where table_schema = 'report' and ordinal_position <= 4 and column_name in ('owner', 'name', 'repository')
         and domain_name is distinct from 'github_name'`,
    );
    assert.deepEqual(rows, [], 'write ::report.github_name behind it, as other views do');
  });

  it('are found by an index, and by it alone, among many', async () => {
    await owner.query(
      `insert into github.repository (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
       select 1000 + n, 'Many', 'Repository-' || n, false, false, false, false, true, '2026-01-01' from generate_series(1, 3000) as n`,
    );
    await owner.query('analyze github.repository');
    for (const condition of [`repository = 'many/REPOSITORY-7'`, `owner = 'MANY' and name = 'repository-7'`]) {
      const { rows } = await owner.query<{ 'QUERY PLAN': string }>(
        `explain select * from report.issues where ${condition}`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      assert.match(plan, /Index Cond: .*lower\(/, plan);
      assert.doesNotMatch(plan, /Seq Scan on repository\b/, plan);
    }
  });

  it('came so to a database of before with its grants, and not where others have built on its views', async () => {
    const before = await createEmptyDatabase();
    const db = new pg.Client({ connectionString: before.url });
    try {
      await db.connect();
      const all = readMigrations();
      const place = all.findIndex(({ name }) => name.startsWith(migration));
      assert.ok(place > 0);
      for (const { sql } of all.slice(0, place)) await db.query(sql);
      await db.query('grant usage on schema report to public; grant select on report.issues to public');
      await db.query('create view public.mine as select repository from report.issues');
      await assert.rejects(db.query(all[place]!.sql), /These stand on them: public\.mine\. Keep their definitions/);
      await db.query('drop view public.mine');
      await db.query(all[place]!.sql);
      const { rows } = await db.query<{ grantee: string }>(
        `select grantee, privilege_type as right from information_schema.role_table_grants
         where table_schema = 'report' and table_name = 'issues' and grantee = 'PUBLIC'`,
      );
      assert.deepEqual(rows, [{ grantee: 'PUBLIC', right: 'SELECT' }]);
      await storeRepository(db, 7, 'Acme/Rocket');
      await storeIssue(db, { repositoryId: 7, id: 1, labels: [], createdAt: '2026-03-05' });
      const some = await db.query(`select from report.issues where repository = 'ACME/rocket'`);
      assert.equal(some.rowCount, 1);
    } finally {
      await db.end();
      await before.drop();
    }
  });
});
