import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Pool, PoolClient } from 'pg';
import { createLocks } from '../../activities/sync/slice/locks.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Locks = ReturnType<typeof createLocks>;

/** @returns null when somebody else has it */
const tryLock = <T>({ withLock }: Locks, name: string, work: () => Promise<T>) =>
  withLock<T | null>(name, work, () => Promise.resolve(null));

describe('locks that die with their process', () => {
  let database: TestDatabase;
  let db: Pool;
  let sessions: PoolClient[];
  let locks: ReturnType<typeof createLocks>;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 6 });
    db.on('acquire', (client) => sessions.push(client));
    sessions = [];
    locks = createLocks(db);
  });
  afterEach(async () => {
    await locks.close();
    await db.end();
    await database.drop();
  });

  const done = () => Promise.resolve('done');

  it('let one at a time work under a name, in this process and in another one', async () => {
    const others = createLocks(db);
    const inside = await tryLock(locks, 'issues of 7', async () => [
      await tryLock(locks, 'issues of 7', done),
      await tryLock(others, 'issues of 7', done),
      await tryLock(others, 'issues of 8', done),
    ]);
    assert.deepEqual(inside, [null, null, 'done']);
    assert.equal(await tryLock(others, 'issues of 7', done), 'done');
    await others.close();
  });

  it('exclude a worker of before, which knows one key alone, whoever of them was first', async () => {
    const older = new pg.Client({ connectionString: database.url });
    await older.connect();
    const takes = async (statement: string) => (await older.query<{ is_done: boolean }>(statement)).rows[0]?.is_done;
    const key = `hashtextextended('list 7 issues', 0)`;
    try {
      assert.equal(await takes(`select pg_try_advisory_lock(${key}) as is_done`), true);
      assert.equal(await tryLock(locks, 'list 7 issues', done), null);
      assert.equal(await takes(`select pg_advisory_unlock(${key}) as is_done`), true);
      const inside = tryLock(locks, 'list 7 issues', () => takes(`select pg_try_advisory_lock(${key}) as is_done`));
      assert.equal(await inside, false);
      assert.equal(await takes(`select pg_try_advisory_lock(${key}) as is_done`), true);

      // A page that is being stored, and a rebuild of before.
      await inTransaction(db, async (client) => {
        await runSql(client, 'raw/share_subject', { subject_kind: 'repository', subject_id: 7 });
        const exclusive = `select pg_try_advisory_lock(hashtextextended('repository', 7)) as is_done`;
        assert.equal(await takes(exclusive), false);
      });
    } finally {
      await older.end();
    }
  });

  it('have a space of their own, and readers may take none', async () => {
    const reader = new pg.Client({ connectionString: database.readerUrl });
    await reader.connect();
    try {
      await tryLock(locks, 'list 7 issues', async () => {
        const { rows } = await db.query<{ keys: string }>(
          `select classid || ' ' || objid as keys from pg_locks
           where locktype = 'advisory' and objsubid = 2
             and database = (select oid from pg_database where datname = current_database())`,
        );
        assert.equal(rows.length, 1);
        assert.match(rows[0]?.keys ?? '', /^1919250543 \d+$/);
      });
      for (const take of [
        `pg_advisory_lock(hashtextextended('list 7 issues', 0))`,
        `pg_try_advisory_lock(sync.lock_space(), sync.lock_place('list 7 issues', 0))`,
        `pg_advisory_xact_lock(1919250543, hashtext('list 7 issues 0'))`,
        `sync.try_session_lock('list 7 issues', 0)`,
      ]) {
        await assert.rejects(reader.query(`select ${take}`), /permission denied/);
      }
      assert.equal(await tryLock(locks, 'list 7 issues', done), 'done');
    } finally {
      await reader.end();
    }
  });

  it('begin a new session when Postgres has ended the one that holds them', async () => {
    assert.equal(await tryLock(locks, 'issues of 7', done), 'done');
    await db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and usename = current_user`,
    );
    await assert.doesNotReject(async () => {
      for (let nth = 0; nth < 3; nth += 1) await tryLock(locks, 'issues of 7', done).catch(() => null);
      assert.equal(await tryLock(locks, 'issues of 7', done), 'done');
    });
  });

  it('begin a new session when theirs broke before anybody could hear of it', async () => {
    assert.equal(await tryLock(locks, 'issues of 7', done), 'done');
    await (sessions[0] as PoolClient & { end(): Promise<void> }).end();
    await assert.rejects(tryLock(locks, 'issues of 7', done), /not queryable|closed/);
    assert.equal(await tryLock(locks, 'issues of 7', done), 'done');
  });

  it('say who has them', async () => {
    const others = createLocks(db);
    const holders: string[] = [];
    const note = (holder: string) => Promise.resolve(void holders.push(holder));
    await locks.withLock('issues of 7', () => locks.withLock('issues of 7', () => Promise.resolve(), note), note);
    await locks.withLock('issues of 7', () => others.withLock('issues of 7', () => Promise.resolve(), note), note);
    await others.close();
    assert.match(holders.join('\n'), /^another workflow of this worker\nrepometer at \S+ \(session \d+ of Postgres\)$/);
  });

  it('are taken from a session that gives no sign of life, and never from one that does', async () => {
    const silent = createLocks(db, { beatMs: 3_600_000, leaseSeconds: 1 });
    const lively = createLocks(db, { beatMs: 100, leaseSeconds: 1 });
    const others = createLocks(db, { beatMs: 3_600_000, leaseSeconds: 1 });
    const lasts = () => delay(2_500).then(() => 'mine');
    const untilTaken = async (name: string) => {
      for (;;) if ((await tryLock(others, name, done)) === 'done') return 'taken';
    };
    try {
      const wasKept = tryLock(lively, 'issues of 7', lasts);
      const wasTaken = tryLock(silent, 'issues of 8', () => untilTaken('issues of 8'));
      assert.equal(await wasTaken, 'taken');
      await delay(1_200);
      assert.equal(await tryLock(others, 'issues of 7', done), null);
      assert.equal(await wasKept, 'mine');
      // Its session is gone; it begins a new one.
      assert.equal(await tryLock(silent, 'issues of 8', done), 'done');
    } finally {
      await Promise.all([silent, lively, others].map(({ close }) => close()));
    }
  });
});
