import assert from 'node:assert/strict';
import type { Pool, PoolClient } from 'pg';
import { createLocks } from '../../activities/sync/slice/locks.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

describe('locks that die with their process', () => {
  let database: TestDatabase;
  let db: Pool;
  let sessions: PoolClient[];
  let locks: ReturnType<typeof createLocks>;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
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
    const inside = await locks.withLock('issues of 7', async () => [
      await locks.withLock('issues of 7', done),
      await others.withLock('issues of 7', done),
      await others.withLock('issues of 8', done),
    ]);
    assert.deepEqual(inside, [null, null, 'done']);
    assert.equal(await others.withLock('issues of 7', done), 'done');
    await others.close();
  });

  it('begin a new session when Postgres has ended the one that holds them', async () => {
    assert.equal(await locks.withLock('issues of 7', done), 'done');
    await db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and usename = current_user`,
    );
    await assert.doesNotReject(async () => {
      for (let nth = 0; nth < 3; nth += 1) await locks.withLock('issues of 7', done).catch(() => null);
      assert.equal(await locks.withLock('issues of 7', done), 'done');
    });
  });

  it('begin a new session when theirs broke before anybody could hear of it', async () => {
    assert.equal(await locks.withLock('issues of 7', done), 'done');
    await (sessions[0] as PoolClient & { end(): Promise<void> }).end();
    await assert.rejects(locks.withLock('issues of 7', done), /not queryable|closed/);
    assert.equal(await locks.withLock('issues of 7', done), 'done');
  });
});
