import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { endWindow, readWindows, splitWindow } from '../../activities/sync/lists/windows.ts';
import type { Window } from '../../activities/sync/lists/windows.ts';
import { createDb } from '../../sql/db.ts';
import type { Db } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const slice = { key: { subject_id: '7', resource: 'issues' } } as const;
const [start, middle, end] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'];

/** The same database, in which one statement takes longer than any other. */
function slow(db: Pool, statement: string): Db {
  return new Proxy(db, {
    get(pool, member: keyof Pool) {
      if (member !== 'query') return pool[member];
      return async (query: { name?: string }) => {
        if (query.name === statement) await delay(300);
        return pool.query(query as never);
      };
    },
  });
}

describe('a window that gives its later part away', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await db.query(`insert into sync.resource (subject_id, resource) values (7, 'issues')`);
    await db.query(
      `insert into sync.cursor (subject_id, resource, window_key, purpose, since, until, is_last, position, splits_left, started_at)
       values (7, 'issues', 'one', 'load', $1, $2, false, $1, 0, $1), (7, 'issues', 'last', 'load', $2, null, true, null, 3, $1)`,
      [start, end],
    );
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  it('does not end before the other one is there, however quickly its own end is read', async () => {
    const [window, last] = (await readWindows(db, slice)) as [Window, Window];

    const splitting = splitWindow(slow(db, 'sync/split_window'), slice, { window, last, at: middle });
    // The page that is being stored meanwhile has come to the new end.
    const ending = endWindow(db, slice, window);
    const [fresh] = await Promise.all([splitting, ending]);

    assert.deepEqual([fresh.since, fresh.until], [middle, end]);
    const left = (await readWindows(db, slice)).map(({ since, until }) => [since, until]);
    assert.deepEqual(left, [
      [middle, end],
      [end, null],
    ]);
  });
});
