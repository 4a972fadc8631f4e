import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { families } from '../../activities/kpis/families.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeKpiWorld, worldEnd } from '../support/store-kpi-world.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const ids = [7, 8];

/** What no computation makes: what people say, and what is told to be done. */
const notComputed = [
  'bot_rule',
  'computation',
  'due_month',
  'follows',
  'label_rule',
  'label_rule_change',
  'recomputation',
];

describe('Every summary table', () => {
  let database: TestDatabase;
  let db: Pool;
  let tables: string[];

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeKpiWorld(db, 7, 'acme/rocket');
    await storeKpiWorld(db, 8, 'acme/other');
    const { rows } = await db.query<{ name: string }>(
      `select relname::text as name from pg_class
       where relnamespace = 'kpi'::regnamespace and relkind = 'r' and relname <> all ($1) order by 1`,
      [notComputed],
    );
    tables = rows.map(({ name }) => name);
    await compute(db, worldEnd);
  });
  after(async () => {
    await db?.end();
    await database?.drop();
  });

  const compute = (pool: Pool, asOf: string, all = false) =>
    computeKpiBatch(pool, { repositoryIds: ids, months: [], all, asOf, isPast: false });

  /** Rows in Postgres' own text forms, to the last digit; when they were made is left out. */
  async function bytes(): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const table of tables) {
      const { rows } = await db.query<{ row: string }>(
        `select (to_jsonb(stored) - 'computed_at')::text as row from kpi.${table} as stored order by 1`,
      );
      found[table] = rows.map(({ row }) => row);
    }
    return found;
  }

  it('has rows here', async () => {
    const empty = Object.entries(await bytes()).filter(([, rows]) => rows.length < 2);
    assert.deepEqual(empty, []);
    assert.ok(tables.length >= Object.keys(families).length);
  });

  it('comes to the same bytes a second time, and writes none of them', async () => {
    const first = await bytes();
    const { families: changes } = await compute(db, worldEnd, true);
    assert.deepEqual(
      Object.entries(changes).filter(([, { written, deleted }]) => written + deleted > 0),
      [],
    );
    assert.deepEqual(await bytes(), first);
  });

  it('comes to the same bytes from nothing, in a session of another zone, date style and interval style', async () => {
    const first = await bytes();
    const kolkata = createDb(database.url, { size: 1 });
    try {
      // After the pool has settled the session, so that it is the statements that do not care.
      await kolkata.query(
        `select set_config('timezone', 'Asia/Kolkata', false), set_config('datestyle', 'SQL, DMY', false),
           set_config('intervalstyle', 'sql_standard', false)`,
      );
      await db.query(`truncate kpi.computation, ${tables.map((table) => `kpi.${table}`).join(', ')}`);
      await compute(kolkata, worldEnd);
      const { rows } = await kolkata.query<{ TimeZone: string }>('show timezone');
      assert.equal(rows[0]?.TimeZone, 'Asia/Kolkata');
      assert.deepEqual(await bytes(), first);
    } finally {
      await kolkata.end();
    }
  });

  it('has a row for each month between its first and its last, where a row is a month and not a person', async () => {
    const { rows } = await db.query<{ view: string; holes: number }>(
      dense
        .map(
          ({ view, key }) =>
            `select '${view}' as view, coalesce(sum(
               (extract(year from age(last, first)) * 12 + extract(month from age(last, first)) + 1 - months)::int
             ), 0)::int as holes
             from (
               select min(month) as first, max(month) as last, count(*) as months
               from report.${view} group by repository_id, ${key}
             ) as span`,
        )
        .join(' union all '),
    );
    assert.deepEqual(
      rows.filter(({ holes }) => holes !== 0),
      [],
    );
    const { rows: begins } = await db.query<{ begins: number }>(
      `select count(distinct first)::int as begins
       from (select repository_id, category, min(month) as first from report.label_categories_monthly group by 1, 2) as category
       group by repository_id`,
    );
    assert.deepEqual(begins, [{ begins: 1 }, { begins: 1 }]);
  });
});

const dense = [
  { view: 'new_contributors_monthly', key: 'source' },
  { view: 'contributors_monthly', key: 'repository' },
  { view: 'contributor_absence_monthly', key: 'repository' },
  { view: 'issue_flow_monthly', key: 'repository' },
  { view: 'pull_request_flow_monthly', key: 'repository' },
  { view: 'label_categories_monthly', key: 'category' },
  { view: 'releases_monthly', key: 'repository' },
];
