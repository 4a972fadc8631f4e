import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const key = { subject_id: '7', resource: 'issue_events' };

describe('single things that are due', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
    await db.query(
      `insert into sync.item (subject_id, resource, item, wanted_version, read_version)
       values (7, 'issue_events', 'history/labels', 'b', 'a'), (7, 'issue_events', 'issue/1', 'b', null),
         (7, 'issue_events', 'labels/2', 'b', 'a'), (7, 'issue_events', 'issue/3', 'b', 'b'), (8, 'issue_events', 'issue/4', 'b', null)`,
    );
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  async function dueItems(): Promise<{ items: string[]; due: number | undefined }> {
    const rows = await runSql<{ item: string; due: number }>(db, 'sync/due_items', { ...key, most: 10 });
    return { items: rows.map(({ item }) => item), due: rows[0]?.due };
  }

  const finish = (item: string) =>
    db.query('update sync.item set read_version = wanted_version where subject_id = 7 and item = $1', [item]);

  it('leave the history of labels until nothing that could change it is due', async () => {
    assert.deepEqual(await dueItems(), { items: ['issue/1', 'labels/2'], due: 2 });
    await finish('issue/1');
    assert.deepEqual(await dueItems(), { items: ['labels/2'], due: 1 });
    await finish('labels/2');
    assert.deepEqual(await dueItems(), { items: ['history/labels'], due: 1 });
    await finish('history/labels');
    assert.deepEqual(await dueItems(), { items: [], due: undefined });
  });
});
