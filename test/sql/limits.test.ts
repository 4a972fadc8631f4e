import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createBudget } from '../../activities/github/budget.ts';
import type { Authorization } from '../../activities/github/credentials.ts';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

describe('the memory of waits', () => {
  let database: TestDatabase;
  let db: Pool;
  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  describe('of limits that a credential is told', () => {
    const authorization: Authorization = { header: null, credential: 'one', tokenFingerprint: 'one', mintedAtMs: null };
    const pass = () => db.query(`update sync.budget set blocked_until = clock_timestamp() - interval '1 ms'`);
    const seconds = (ms: number) => Math.round(ms / 1000);

    it('doubles each wait in a row, up to an hour, never below what is told, and ends with an answer', async () => {
      await db.query('delete from sync.budget');
      const budget = createBudget({ db, requestsPerMinute: 600 });
      const waits = [];
      for (const told of [1, 1, 1, 60, 60, 1, 900, 1000, 1000, 7200, 1]) {
        waits.push(seconds(await budget.block(authorization, told * 1000, 0)));
        await pass();
      }
      assert.deepEqual(waits, [1, 2, 4, 60, 120, 240, 900, 1800, 3600, 7200, 3600]);
      await budget.recover(authorization);
      assert.equal(seconds(await budget.block(authorization, 1000, 0)), 1);
    });

    it('counts what several requests are told of one limit once', async () => {
      await db.query('delete from sync.budget');
      const budget = createBudget({ db, requestsPerMinute: 600 });
      for (const sentMsAgo of [300, 200, 100]) await budget.block(authorization, 60_000, sentMsAgo);
      assert.equal(seconds(await budget.block(authorization, 60_000, 400)), 60);
      // An answer that was on its way when the limit began ends nothing.
      await budget.recover(authorization);
      await pass();
      assert.equal(seconds(await budget.block(authorization, 60_000, 0)), 120);
    });

    it('takes a window of the quota as what is left of it, and no longer than an hour, whatever an older version left', async () => {
      await db.query('delete from sync.budget');
      const lease = (quota: number | null, remaining: number | null, resetIn: number | null) =>
        runSql<{ granted: number; limited_ms: number | null }>(db, 'sync/lease_requests', {
          credential: 'two',
          bucket: 'core',
          worker: 'w',
          held: 0,
          wanted: 10,
          per_minute: 60_000,
          urgency: 'load',
          quota,
          remaining,
          reset_in_seconds: resetIn,
          told_seconds_ago: remaining === null ? null : 0,
          requests: 0,
          not_modified: 0,
        });
      await lease(null, null, null);
      await db.query(`update sync.budget set quota = 100, remaining = 0, reset_at = now() + interval '4 hours'`);
      assert.deepEqual(
        (await lease(100, 90, 1800)).map(({ limited_ms: ms }) => ms),
        [null],
      );
      const [row] = await lease(100, 20, 1800);
      assert.ok(row?.limited_ms && row.limited_ms > 1_700_000 && row.limited_ms <= 1_806_000, JSON.stringify(row));
      assert.deepEqual(
        (await lease(100, 100, 20_000)).map(({ limited_ms: ms }) => ms),
        [null],
        'the next window',
      );
      const { rows } = await db.query(`select reset_at <= now() + interval '1 hour' as is_bounded from sync.budget`);
      assert.deepEqual(rows, [{ is_bounded: true }]);
    });
  });

  describe('of refusals of a resource', () => {
    interface Told {
      state?: string;
      isSure?: boolean;
      soon?: number;
      credential?: string;
    }
    async function refuse({ state = 'limited', isSure = false, soon = 60, credential = 'one' }: Told = {}) {
      const [row] = await runSql<{ state: string; refusals: number; seconds: number }>(db, 'sync/record_refusal', {
        subject_id: 9,
        resource: 'issues',
        state,
        reason: 'No.',
        is_sure: isSure,
        soon_seconds: soon,
        long_seconds: 86_400,
        credential,
        requests: 1,
      });
      return `${row?.state} ${row?.refusals} ${row?.seconds}`;
    }
    beforeEach(async () => {
      await db.query(`delete from sync.resource`);
      await db.query(`insert into sync.resource (subject_id, resource, state) values (9, 'issues', 'loading')`);
    });
    const several = async (times: number, told: Told) => {
      const found = [];
      for (let time = 0; time < times; time += 1) found.push(await refuse(told));
      return found;
    };

    it('doubles what passes up to an hour, for ever', async () => {
      assert.deepEqual(await several(8, {}), [
        'limited 1 60',
        'limited 2 120',
        'limited 3 240',
        'limited 4 480',
        'limited 5 960',
        'limited 6 1920',
        'limited 7 3600',
        'limited 8 3600',
      ]);
    });

    it('takes what may be a permission for one after four times, and then it rests', async () => {
      assert.deepEqual(await several(6, { state: 'forbidden' }), [
        'limited 1 60',
        'limited 2 120',
        'limited 3 240',
        'limited 4 480',
        'forbidden 5 86400',
        'forbidden 6 86400',
      ]);
    });

    it('looks at what is sure soon once, whatever came before it', async () => {
      const sure = { state: 'missing', isSure: true };
      assert.deepEqual(await several(3, sure), ['missing 1 60', 'missing 2 86400', 'missing 3 86400']);
      await db.query(`update sync.resource set refusals = 0`);
      assert.deepEqual(
        [await refuse(), ...(await several(2, sure))],
        ['limited 1 60', 'missing 2 120', 'missing 3 86400'],
      );
    });

    it('belongs to the credential that was refused', async () => {
      await several(3, {});
      assert.equal(await refuse({ credential: 'another' }), 'limited 1 60');
    });
  });
});
