import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { listResources } from '../../activities/list-resources.ts';
import { finishChunk } from '../../activities/sync/backfill/chunk.ts';
import { takenOver } from '../../activities/sync/lists/advance-walk.ts';
import { finishWalk } from '../../activities/sync/lists/finish-walk.ts';
import { readChunkWindow, readWindows } from '../../activities/sync/lists/windows.ts';
import type { ListSlice } from '../../activities/sync/slice/list-slice.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const [begin, middle, end] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'];
const tables = ['sync.resource', 'sync.cursor', 'sync.seen', 'sync.run', 'sync.island', 'sync.gap', 'sync.item'];

/** A worker that was frozen thaws when another one has read a page more: the step that it knows is the one before. */
describe('a worker that ends a walk which another one has moved on', () => {
  let database: TestDatabase;
  let db: Pool;
  let slice: ListSlice;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await db.query(
      `insert into sync.resource (subject_id, resource, watermark, complete_from, complete_through, reconciled_at)
       values (7, 'issues', $1, $2, $2, $1)`,
      [begin, middle],
    );
    await db.query(
      `insert into sync.cursor (subject_id, resource, window_key, purpose, begin_at, since, until, is_last, is_pass, position, step, started_at)
       values (7, 'issues', 'one', 'reconcile', null, null, null, true, true, $2, 5, $2),
              (7, 'issues', 'backfill', 'backfill', $1, $1, $2, false, false, $1, 5, $2)`,
      [begin, middle],
    );
    await db.query(`insert into sync.seen (subject_id, resource, row_id) values (7, 'issues', '1')`);
    slice = {
      deps: { db },
      subject: { kind: 'repository', id: '7', name: 'acme/seven' },
      key: { subject_id: '7', resource: 'issues' },
      list: listResources.issues,
      input: { lagMs: 0, everyMs: 60_000, followEveryMs: 60_000 },
      row: { rowsStored: 1 },
      begin: null,
      followers: [],
    } as unknown as ListSlice;
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  async function stored(): Promise<unknown[]> {
    const all = await Promise.all(tables.map((table) => db.query(`select * from ${table} order by 1, 2`)));
    return all.map(({ rows }) => rows as unknown[]);
  }

  const walkAt = async (step: number) => {
    const [window] = await readWindows(db, slice);
    assert.ok(window?.isPass);
    const finish = { window: { ...window, step }, answeredAt: end, githubTotal: null };
    return inTransaction(db, (client) => finishWalk(client, slice, finish));
  };
  const chunkAt = async (step: number) => {
    const window = await readChunkWindow(db, slice);
    assert.ok(window);
    return finishChunk(
      slice,
      { range: { since: begin, until: middle }, window: { ...window, step } },
      { isLast: false },
    );
  };

  for (const [title, endAt] of [
    ['a pass over a list', walkAt],
    ['a chunk of a backfill', chunkAt],
  ] as const) {
    for (const step of [4, 6]) {
      it(`changes nothing of ${title}, with a step of ${step} instead of 5`, async () => {
        const before = await stored();
        await assert.rejects(endAt(step), new Error(takenOver));
        assert.deepEqual(await stored(), before);
      });
    }
  }

  it('would have moved every mark of the pass with the step that is stored', async () => {
    await walkAt(5);
    const { rows } = await db.query(
      `select watermark = $1 as is_ahead, complete_from, complete_through, reconciled_at > $1 as is_reconciled from sync.resource`,
      [middle],
    );
    assert.deepEqual(rows, [
      { is_ahead: true, complete_from: null, complete_through: new Date(end), is_reconciled: true },
    ]);
    assert.deepEqual((await db.query('select from sync.seen')).rowCount, 0);
  });

  it('would have moved every mark of the chunk with the step that is stored', async () => {
    await chunkAt(5);
    const { rows } = await db.query(`select complete_from from sync.resource`);
    assert.deepEqual(rows, [{ complete_from: new Date(begin) }]);
  });
});
