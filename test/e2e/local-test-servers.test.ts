import assert from 'node:assert/strict';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { createTestDatabase, postgres, temporal } from '../support/global.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the servers that tests share', () => {
  it('give every file a migrated database of its own', async () => {
    const [one, two] = await Promise.all([createTestDatabase(import.meta.url), createTestDatabase(import.meta.url)]);
    await query(one.url, 'create table mine (id int)');

    const sql = `select to_regclass('mine') is not null as mine, to_regclass('sync.run') is not null as migrated`;
    assert.deepEqual(await query(one.url, sql), [{ mine: true, migrated: true }]);
    assert.deepEqual(await query(two.url, sql), [{ mine: false, migrated: true }]);

    await Promise.all([one.drop(), two.drop()]);
  });

  it('let the reader into that database as the reader', async () => {
    const database = await createTestDatabase(import.meta.url);

    assert.deepEqual(await query(database.readerUrl, 'select current_user as role'), [{ role: 'repometer_reader' }]);
    const make = 'create table report.mine (id int)';
    await assert.rejects(query(database.readerUrl, make), { code: '25006' }, 'it only reads by default');
    await assert.rejects(query(database.readerUrl, `begin read write; ${make}`), { code: '42501' });

    await database.drop();
    await assert.rejects(query(database.url, 'select 1'), { code: '3D000' });
  });

  it('are one Postgres and one Temporal, however often they are asked for', async () => {
    assert.equal(await postgres(), await postgres());
    const { address } = await temporal();
    assert.equal((await temporal()).address, address);
    const connection = await Connection.connect({ address });
    assert.equal(typeof (await new Client({ connection }).workflow.count()).count, 'number');
    await connection.close();
  });
});
