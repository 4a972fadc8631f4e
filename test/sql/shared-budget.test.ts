import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createBudget } from '../../activities/github/budget.ts';
import type { Bucket, Budget, Priority } from '../../activities/github/budget.ts';
import type { Authorization } from '../../activities/github/credentials.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const signal = new AbortController().signal;
const subject = { kind: 'repository', name: 'acme/one', id: '7' } as const;

describe('a quota that several workers share', () => {
  let database: TestDatabase;
  let db: Pool;
  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 6 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  let credentials = 0;
  /** A GitHub with so many requests an hour, and workers that ask it. */
  function openGitHub(quota: number, workers: number, requestsPerMinute = 1_000_000) {
    credentials += 1;
    const credential = `token:${credentials}`;
    const authorization: Authorization = { header: 'h', credential, tokenFingerprint: 'one', mintedAtMs: null };
    const reset = Math.floor(Date.now() / 1000) + 3_000;
    let remaining = quota;
    let sent = 0;
    const budgets = Array.from({ length: workers }, () => createBudget({ db, requestsPerMinute }));
    /** @returns false when a limit stands */
    async function ask(budget: Budget, priority: Priority, status = 200): Promise<boolean> {
      const grant = await budget.acquire(authorization, priority, signal);
      if (grant.limitedMs !== null) return false;
      sent += 1;
      if (status !== 304) remaining -= 1;
      const headers = {
        'x-ratelimit-limit': String(quota),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': String(reset),
      };
      // On its way back.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      budget.observe(authorization, { url: '', status, headers, text: '', date: Date.now() }, subject);
      budget.settle(authorization);
      return true;
    }
    async function askOn(budget: Budget, priority: Priority, connections: number): Promise<void> {
      await Promise.all(
        Array.from({ length: connections }, async () => {
          while (await ask(budget, priority));
        }),
      );
    }
    const row = async () => {
      const { rows } = await db.query<Record<string, unknown>>('select * from sync.budget where credential = $1', [
        credential,
      ]);
      return rows[0]!;
    };
    return { credential, authorization, budgets, ask, askOn, row, state: () => ({ remaining, sent }) };
  }

  for (const workers of [1, 2, 4]) {
    it(`${workers} of them leave exactly what is kept for more urgent work`, async () => {
      const github = openGitHub(400, workers);
      await github.ask(github.budgets[0]!, 'load');
      await Promise.all(github.budgets.map((budget) => github.askOn(budget, 'load', 4)));
      assert.equal(github.state().remaining, 80, 'loads leave a fifth');

      await Promise.all(github.budgets.map((budget) => github.askOn(budget, 'cycle', 4)));
      assert.equal(github.state().remaining, 20, 'cycles leave a twentieth');

      await Promise.all(github.budgets.map((budget) => github.askOn(budget, 'now', 4)));
      assert.equal(github.state().remaining, 0);
    });
  }

  it('a worker that was killed takes with it what it held, and no more', async () => {
    const github = openGitHub(400, 2);
    const [killed, other] = github.budgets as [Budget, Budget];
    await github.ask(killed, 'load');
    const held = async () => {
      const { rows } = await db.query<{ held: number[] }>(
        `select array_agg((entry ->> 0)::int) as held from sync.budget, jsonb_each(held) as known (worker, entry)
         where credential = $1`,
        [github.credential],
      );
      return rows[0]?.held.sort((a, b) => b - a);
    };
    assert.deepEqual(await held(), [10]);
    // A minute later nothing of it can be on its way any more, and the first answer says so.
    await db.query(
      `update sync.budget set held = (
         select jsonb_object_agg(worker, jsonb_build_array(entry -> 0, (entry ->> 1)::float8 - 100))
         from jsonb_each(held) as known (worker, entry)
       ) where credential = $1`,
      [github.credential],
    );
    await github.askOn(other, 'load', 4);
    assert.equal(github.state().remaining, 80);
    assert.equal((await held())?.length, 1);
  });

  it('what a person waits for is granted while loads have taken all that they may send at once', async () => {
    // A pace at which nothing is refilled while the test runs: ten at once, of which loads leave five.
    const github = openGitHub(100_000, 2, 20);
    const [one, other] = github.budgets as [Budget, Budget];
    const granted: string[] = [];
    const note = (name: string) => (isGranted: boolean) => void (isGranted && granted.push(name));
    const loads = Array.from({ length: 20 }, () => github.ask(one, 'load').then(note('load')));
    await Promise.all(loads.slice(0, 5));
    assert.deepEqual(
      granted,
      Array.from({ length: 5 }, () => 'load'),
    );

    await Promise.all([github.ask(one, 'now'), github.ask(other, 'now'), github.ask(other, 'now')]);

    assert.equal(granted.length, 5, 'loads still wait');
    // Nobody waits for the others: a minute's pace each.
    void Promise.allSettled(loads);
  });

  it('counts what it came to, and who used it', async () => {
    const github = openGitHub(5_000, 1);
    const [budget] = github.budgets as [Budget];
    for (const status of [200, 304, 304, 404, 200]) await github.ask(budget, 'cycle', status);
    await budget.tellUse();
    await budget.tellUse();
    const { requests, not_modified: notModified, remaining } = await github.row();
    assert.deepEqual([Number(requests), Number(notModified)], [5, 2]);
    assert.equal(remaining, github.state().remaining, 'the last answer is told, too');
    const { rows } = await db.query(
      `select subject_kind, subject_name, subject_id::int, requests::int, hour = date_trunc('hour', hour, 'UTC') as is_hour
       from sync.quota_use where credential = $1`,
      [github.credential],
    );
    assert.deepEqual(rows, [
      { subject_kind: 'repository', subject_name: 'acme/one', subject_id: 7, requests: 3, is_hour: true },
    ]);
  });

  it('is another one for GraphQL: counted in points, one query at a time, and limited by itself', async () => {
    const { budgets, authorization, credential } = openGitHub(5_000, 1);
    const [budget] = budgets as [Budget];
    const acquire = (bucket: Bucket) => budget.acquire(authorization, 'cycle', signal, bucket);
    const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4993', 'x-ratelimit-reset': '4000000000' };

    await acquire('graphql');
    let isSecondGranted = false;
    const second = acquire('graphql').then((grant) => {
      isSecondGranted = true;
      return grant;
    });
    assert.deepEqual(await acquire('core'), { limitedMs: null });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(isSecondGranted, false, 'the first one is not answered yet');
    const answer = { url: '', status: 200, headers, text: '', date: 4_000_000_000_000 - 600_000 };
    budget.observe(authorization, answer, subject, { bucket: 'graphql', cost: 7 });
    budget.settle(authorization, 'graphql');
    assert.deepEqual(await second, { limitedMs: null });
    budget.settle(authorization, 'graphql');

    await budget.block(authorization, 60_000, 0, 'graphql');
    assert.equal(typeof (await acquire('graphql')).limitedMs, 'number');
    assert.deepEqual(await acquire('core'), { limitedMs: null });
    await budget.tellUse();
    const { rows } = await db.query(`select bucket, requests::int from sync.quota_use where credential = $1`, [
      credential,
    ]);
    assert.deepEqual(rows, [{ bucket: 'graphql', requests: 7 }]);
  });
});
