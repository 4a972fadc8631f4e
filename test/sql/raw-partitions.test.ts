import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Pool } from 'pg';
import { listResources } from '../../activities/list-resources.ts';
import { createRawActivities } from '../../activities/raw/create-raw-activities.ts';
import { ensurePartitions } from '../../activities/store/ensure-partitions.ts';
import { storeAnswer } from '../../activities/store/store-answer.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { migrate } from '../../sql/migrate.ts';
import { runSql } from '../../sql/query.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const answer = {
  status: 200,
  headers: {},
  text: '[]',
  url: 'https://github.example/repositories/7/issues',
  date: Date.parse('2026-03-01T10:00:00Z'),
};
const page = {
  subject: { kind: 'repository', id: '7' },
  resource: 'issues',
  answer,
  json: '[]',
  stage: listResources.issues.stage,
} as const;

describe('raw.page', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 10 });
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const names = async (of: Pool = db) => {
    const { rows } = await of.query<{ name: string }>(
      `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
       where inhparent = 'raw.page'::regclass order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  /** Days from today on, by the database's clock. */
  const days = async (...places: number[]) => {
    const { rows } = await db.query<{ name: string }>(
      `select 'page_' || to_char((now() at time zone 'utc')::date + place, 'YYYY_MM_DD') as name
       from unnest($1::int[]) with ordinality as given (place, position) order by position`,
      [places],
    );
    return rows.map(({ name }) => name);
  };
  const dropAll = async () => {
    for (const name of await names()) await db.query(`drop table raw.${name}`);
  };
  const makeDay = (day: string) => db.query('select raw.ensure_partitions($1, $1)', [day]);
  const storeAt = (storedAt: string, repositoryId = 7) =>
    db.query<{ name: string }>(
      `insert into raw.page (subject_id, resource, url, stored_at, answered_at, is_cleaned, body)
       values ($2, 'issues', 'https://github.example', $1, $1, false, '[]') returning tableoid::regclass::text as name`,
      [storedAt, repositoryId],
    );

  it('has partitions for today and tomorrow from the migration on, and for a week ahead from the first worker on', async () => {
    // Not a copy of the run's template: that was migrated yesterday when the run began before midnight.
    const empty = await createEmptyDatabase();
    const fresh = createDb(empty.url, { size: 1 });
    try {
      await migrate({ databaseUrl: empty.url });
      assert.deepEqual(await names(fresh), await days(0, 1));
      assert.deepEqual(await ensurePartitions(fresh), await days(2, 3, 4, 5, 6, 7));
      assert.deepEqual(await ensurePartitions(fresh), []);
      assert.deepEqual(await names(fresh), await days(0, 1, 2, 3, 4, 5, 6, 7));
    } finally {
      await fresh.end();
      await empty.drop();
    }
  });

  it('gets each partition once when eight ask at once', async () => {
    await dropAll();
    const made = await Promise.all(Array.from({ length: 8 }, () => ensurePartitions(db)));
    assert.deepEqual(made.flat().sort(), await names());
    assert.deepEqual(await names(), await days(0, 1, 2, 3, 4, 5, 6, 7));
  });

  it('takes the answers of eight transactions at once on a day that nobody has made a partition for', async () => {
    await dropAll();
    const stored = await Promise.all(
      Array.from({ length: 8 }, () => inTransaction(db, (client) => storeAnswer(client, page))),
    );
    assert.equal(new Set(stored.map(({ pageId }) => pageId)).size, 8);
    const { rows } = await db.query('select count(*)::int as rows from raw.page');
    assert.deepEqual(rows, [{ rows: 8 }]);
  });

  it('takes an answer although the transaction that made the partition was rolled back', async () => {
    await dropAll();
    await assert.rejects(
      inTransaction(db, async (client) => {
        await storeAnswer(client, page);
        throw new Error('taken back');
      }),
      /taken back/,
    );
    assert.deepEqual(await names(), []);
    await inTransaction(db, (client) => storeAnswer(client, page));
    assert.equal((await names()).length, 8);
  });

  it('lets others store while a partition is being made', async () => {
    const maker = await db.connect();
    try {
      await maker.query('begin');
      await maker.query(`select raw.ensure_partitions('2031-01-01', '2031-01-01')`);
      await inTransaction(db, async (client) => {
        await client.query(`set local lock_timeout = '1s'`);
        await storeAnswer(client, page);
      });
      await maker.query('commit');
    } finally {
      maker.release();
    }
    assert.ok((await names()).includes('page_2031_01_01'));
  });

  it('puts a row into the UTC day of its storing, up to the edge, whatever zone a session has', async () => {
    for (const zone of ['UTC', 'Pacific/Auckland', 'America/St_Johns']) {
      const client = new pg.Client({ connectionString: database.url, options: `-c timezone=${zone}` });
      await client.connect();
      await client.query(`set datestyle to 'German'`);
      await client.query(`select raw.ensure_partitions('2026-03-28', '2026-03-30')`);
      await client.end();
    }
    assert.equal((await storeAt('2026-03-28 23:59:59.999999+00')).rows[0]?.name, 'raw.page_2026_03_28');
    assert.equal((await storeAt('2026-03-29 00:00:00+00')).rows[0]?.name, 'raw.page_2026_03_29');
    assert.equal((await storeAt('2026-03-29 23:59:59.999999+00')).rows[0]?.name, 'raw.page_2026_03_29');
  });

  it('keeps a whole transaction in the day in which it began', async () => {
    const stored = await inTransaction(db, async (client) => {
      await storeAnswer(client, page);
      await client.query('select pg_sleep(0.05)');
      await storeAnswer(client, page);
      return client.query('select distinct stored_at = now() as is_now from raw.page');
    });
    assert.deepEqual(stored.rows, [{ is_now: true }]);
  });

  it('keeps an answer with its status, its statement and its fault', async () => {
    const gone = { ...answer, status: 404, text: 'not\0JSON' };
    const { answeredAt, pageId } = await storeAnswer(db, { ...page, answer: gone, json: gone.text, stage: null });
    await storeAnswer(db, { ...page, stageError: 'odd' });
    const { rows } = await db.query(
      'select page_id, status, stage, stage_error, is_cleaned, body, url, answered_at from raw.page order by page_id',
    );
    const { url } = answer;
    const at = new Date(answeredAt);
    assert.deepEqual(rows, [
      {
        ...{ page_id: pageId, status: 404, stage: null, stage_error: null, is_cleaned: true, body: 'not\ufffdJSON' },
        url,
        answered_at: at,
      },
      {
        ...{ page_id: Number(pageId) + 1, status: 200, stage: 'stage/issues', stage_error: 'odd', is_cleaned: false },
        body: '[]',
        url,
        answered_at: at,
      },
    ]);
  });

  describe('after so many days', () => {
    const ago = async (count: number) => {
      const { rows } = await db.query<{ day: string }>(
        `select to_char((now() at time zone 'utc')::date - $1::int, 'YYYY-MM-DD') as day`,
        [count],
      );
      return rows[0]!.day;
    };
    const drop = (rawDays: number) => createRawActivities({ db, rawDays, eventDays: 400 }).dropOldRaw();
    const dropped = async () =>
      (
        await db.query(
          `select subject_kind, subject_id, to_char(dropped_through at time zone 'utc', 'YYYY-MM-DD HH24:MI') as through
         from sync.raw_dropped order by 1, 2`,
        )
      ).rows;

    it('loses the days that are wholly over, and remembers for whom', async () => {
      for (const count of [1, 2, 3, 4]) await makeDay(await ago(count));
      await storeAt(`${await ago(4)} 12:00Z`, 7);
      await storeAt(`${await ago(3)} 12:00Z`, 7);
      await storeAt(`${await ago(4)} 12:00Z`, 8);
      await storeAt(`${await ago(2)} 23:59Z`, 9);

      // The day that ended two days and some hours ago is not wholly older than three days.
      assert.deepEqual(await drop(3), await days(-4));
      assert.deepEqual(await dropped(), [
        { subject_kind: 'repository', subject_id: 7, through: `${await ago(3)} 00:00` },
        { subject_kind: 'repository', subject_id: 8, through: `${await ago(3)} 00:00` },
      ]);
      assert.deepEqual(await drop(2), await days(-3));
      assert.deepEqual(await dropped(), [
        { subject_kind: 'repository', subject_id: 7, through: `${await ago(2)} 00:00` },
        { subject_kind: 'repository', subject_id: 8, through: `${await ago(3)} 00:00` },
      ]);
      assert.deepEqual(await drop(2), []);
      assert.deepEqual(await names(), await days(-2, -1, 0, 1, 2, 3, 4, 5, 6, 7));
      assert.equal((await db.query('select from raw.page')).rowCount, 1);
    });

    it('never loses today', async () => {
      await storeAnswer(db, page);
      assert.deepEqual(await drop(1), []);
    });

    it('keeps, until another time, what somebody reads for long, and lets others store meanwhile', async function () {
      this.timeout(30_000);
      await makeDay(await ago(9));
      await storeAt(`${await ago(9)} 12:00Z`);
      const reader = await db.connect();
      try {
        await reader.query('begin');
        await reader.query('select from raw.page');
        const dropping = drop(3);
        await inTransaction(db, (client) => storeAnswer(client, page));
        assert.deepEqual(await dropping, []);
        assert.deepEqual(await dropped(), []);
        await reader.query('commit');
      } finally {
        reader.release();
      }
      assert.deepEqual(await drop(3), await days(-9));
    });

    it('is dropped once when two do it at once', async () => {
      await makeDay(await ago(9));
      await storeAt(`${await ago(9)} 12:00Z`);
      await Promise.all([drop(3), drop(3)]);
      assert.equal((await names()).includes((await days(-9))[0]!), false);
      assert.equal((await dropped()).length, 1);
    });
  });
});

describe('the migration to partitions', () => {
  it('carries every answer over, with its statement and its number', async () => {
    const empty = await createEmptyDatabase();
    const db = createDb(empty.url, { size: 1 });
    const migration = (name: string) =>
      db.query(readFileSync(new URL(`../../sql/migrations/${name}.sql`, import.meta.url), 'utf8'));
    try {
      await migration('0001_sync');
      await migration('0002_raw');
      await db.query(
        `insert into raw.page (repository_id, resource, url, answered_at, is_cleaned, body)
         select 7, resource, 'https://github.example/' || resource, at::timestamptz, false, '[]'
         from (values
           ('repository', '2026-02-27 23:59:59Z'), ('issues', '2026-02-28 00:00:00Z'), ('issues', '2026-03-05 12:00:00Z'),
           ('contributor_stats', '2026-03-05 12:00:01Z')
         ) as given (resource, at)`,
      );
      await migration('0009_raw_partitions');
      await db.query(
        `insert into raw.page (repository_id, resource, url, answered_at, is_cleaned, body)
         values (7, 'issues', 'new', '2026-03-06', false, '[]')`,
      );
      const { rows } = await db.query(
        `select page_id, stage, status, url, stored_at = answered_at as is_then, to_char(answered_at at time zone 'utc', 'MM-DD') as day
         from raw.page order by page_id`,
      );
      const old = { status: 200, is_then: true };
      const url = (resource: string) => `https://github.example/${resource}`;
      assert.deepEqual(rows, [
        { page_id: 1, stage: 'stage/repository', url: url('repository'), day: '02-27', ...old },
        { page_id: 2, stage: 'stage/issues', url: url('issues'), day: '02-28', ...old },
        { page_id: 3, stage: 'stage/issues', url: url('issues'), day: '03-05', ...old },
        { page_id: 4, stage: 'stage/contributor_stats', url: url('contributor_stats'), day: '03-05', ...old },
        { page_id: 5, stage: null, url: 'new', day: '03-06', status: 200, is_then: false },
      ]);
    } finally {
      await db.end();
      await empty.drop();
    }
  });

  it('finds the repository shared by who stores, and waits where one is taken', async () => {
    const database = await createTestDatabase('taken');
    const db = createDb(database.url, { size: 3 });
    const taker = await db.connect();
    try {
      await taker.query('begin');
      await runSql(taker, 'raw/take_subject', { subject_kind: 'repository', subject_id: 7 });
      const waiting = inTransaction(db, (client) => storeAnswer(client, page));
      await inTransaction(db, (client) => storeAnswer(client, { ...page, subject: { kind: 'repository', id: '8' } }));
      assert.equal((await db.query('select from raw.page where subject_id = 7')).rowCount, 0);
      await taker.query('commit');
      await waiting;
      assert.equal((await db.query('select from raw.page where subject_id = 7')).rowCount, 1);
    } finally {
      taker.release();
      await db.end();
      await database.drop();
    }
  });
});
