import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { readStatement } from '../../client/reports/read-statement.ts';
import { explainPostgres } from '../../client/cli/explain-postgres.ts';
import { createReader, withReader } from '../../sql/reader.ts';
import type { Reader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

interface Session {
  id: number;
  read_only: string;
  zone: string;
  date_style: string;
  time_limit: string;
  name: string;
}

const settings = `
  select pg_backend_pid() as id, current_setting('transaction_read_only') as read_only, current_setting('timezone') as zone,
    current_setting('datestyle') as date_style, current_setting('statement_timeout') as time_limit,
    current_setting('application_name') as name
  from pg_sleep($1)`;

describe('the pool of the reader', () => {
  let database: TestDatabase;
  const pools: Reader[] = [];

  function open(...args: Parameters<typeof createReader>): Reader {
    const pool = createReader(...args);
    pools.push(pool);
    return pool;
  }

  before(async () => {
    database = await createTestDatabase(import.meta.url);
  });
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.end())));
  after(() => database?.drop());

  /** Sessions of that many connections at once. */
  async function sessions(pool: Reader, count: number): Promise<Session[]> {
    const answers = await Promise.all(Array.from({ length: count }, () => pool.query<Session>(settings, [0.05])));
    return answers.map(({ rows }) => rows[0]!);
  }

  it('sets every connection to read only, in UTC, with a time limit, before anybody gets it', async () => {
    const url = new URL(database.readerUrl);
    url.searchParams.set(
      'options',
      '-c default_transaction_read_only=off -c statement_timeout=0 -c timezone=Asia/Kolkata',
    );
    const pool = open(url.href, { size: 3, timeoutMs: 12_345, name: 'a test' });
    const found = await sessions(pool, 3);
    assert.equal(new Set(found.map(({ id }) => id)).size, 3);
    for (const { id: _id, ...session } of found) {
      assert.deepEqual(session, {
        read_only: 'on',
        zone: 'UTC',
        date_style: 'ISO, MDY',
        time_limit: '12345ms',
        name: 'a test',
      });
    }
  });

  it('sets the one that takes the place of a broken connection, too', async () => {
    const pool = open(database.readerUrl, { size: 1 });
    const [before] = await sessions(pool, 1);
    const superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    try {
      await superuser.query('select pg_terminate_backend($1, 5000)', [before!.id]);
    } finally {
      await superuser.end();
    }
    // The end of the old one may be told by the next query.
    const [after] = await sessions(pool, 1).catch(() => sessions(pool, 1));
    assert.notEqual(after!.id, before!.id);
    assert.equal(after!.read_only, 'on');
  });

  it('refuses each connection of a login that may do more, and keeps none', async () => {
    for (const url of [database.url, database.superuserUrl]) {
      const pool = open(url, { size: 2 });
      for (const ask of [() => pool.query('select 1'), () => pool.connect(), () => pool.query('select 1')]) {
        await assert.rejects(
          ask,
          /^Error: The login \w+ may do more than read reports; set DATABASE_READER_URL to that/,
        );
      }
      assert.equal(pool.totalCount, 0);
    }
  });

  it('takes any login for statements of our own, and that one too can only read', async () => {
    const pool = open(database.url, { login: 'any' });
    assert.equal((await sessions(pool, 1))[0]!.read_only, 'on');
    await assert.rejects(pool.query('create table public.mine (id int)'), /read-only transaction/);
  });

  it('rolls back what a statement of others may write although nothing may be written', async () => {
    const superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    const objects = async () => (await superuser.query('select from pg_largeobject_metadata')).rowCount;
    const attempts = [
      `select lo_from_bytea(0, 'x')`,
      `do $$ begin perform lo_from_bytea(0, 'x'); commit; end $$`,
      `select lo_create(0)`,
    ];
    const refused = /permission denied|read-only transaction|invalid transaction termination/;
    try {
      const pool = open(database.readerUrl, { size: 1 });
      for (const attempt of attempts) await assert.rejects(readStatement(pool, attempt), refused);
      // As on a server whose administrator has done nothing for us.
      const functions = 'lo_from_bytea(oid, bytea), lo_create(oid)';
      await superuser.query(`grant execute on function ${functions} to repometer_reader`);
      try {
        for (const attempt of attempts)
          await readStatement(pool, attempt).catch((error) => assert.match(String(error), refused));
        assert.equal(await objects(), 0);
      } finally {
        await superuser.query(`revoke execute on function ${functions} from repometer_reader`);
      }
      assert.equal((await readStatement(pool, 'select 1')).rows[0]?.[0], '1');
      assert.equal((await sessions(pool, 1))[0]!.read_only, 'on');
    } finally {
      await superuser.end();
    }
  });

  it('is not needed for that: sessions that the reader opens by itself only read, too, and end', async () => {
    const session = new pg.Client({ connectionString: database.readerUrl });
    await session.connect();
    try {
      const { rows } = await session.query<Record<string, string>>(
        `select current_setting('default_transaction_read_only') as only_reads, current_setting('statement_timeout') as longest`,
      );
      assert.deepEqual(rows, [{ only_reads: 'on', longest: '5min' }]);
      // Whoever turns that off still reaches nothing that writes.
      await session.query('set default_transaction_read_only = off');
      for (const call of [`lo_from_bytea(0, 'x')`, 'lo_creat(1)', `pg_logical_emit_message(false, 'a', 'b')`])
        await assert.rejects(session.query(`select ${call}`), /permission denied/);
      await assert.rejects(session.query('create temporary table mine (id int)'), /permission denied/);
    } finally {
      await session.end();
    }
  });

  it('ends a statement that takes too long, and answers the next one', async () => {
    const pool = open(database.readerUrl, { size: 1, timeoutMs: 100 });
    await assert.rejects(pool.query('select pg_sleep(30)'), /statement timeout/);
    assert.equal((await sessions(pool, 1))[0]!.time_limit, '100ms');
  });

  it('is closed behind the work that it was opened for, also when that fails', async () => {
    let pool: Reader | undefined;
    const work = withReader(database.readerUrl, {}, async (db) => {
      pool = db;
      await db.query('select 1');
      throw new Error('Enough.');
    });
    await assert.rejects(work, /Enough/);
    assert.equal(pool!.totalCount, 0);
    await assert.rejects(pool!.query('select 1'), /after calling end/);
  });

  it('gives up on a server that does not answer, in words that name what to check', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const { port } = silent.address() as AddressInfo;
      const pool = new pg.Pool({
        connectionString: `postgres://a:b@127.0.0.1:${port}/c`,
        connectionTimeoutMillis: 100,
      });
      const error = await pool.query('select 1').catch((failure: unknown) => failure);
      assert.match(explainPostgres(error) ?? '', /^The database does not answer; check the host and port/);
      await pool.end();
    } finally {
      silent.close();
    }
  });
});
