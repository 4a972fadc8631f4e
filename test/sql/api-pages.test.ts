import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { openApi } from '../support/open-api.ts';
import type { TestApi } from '../support/open-api.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

interface Page {
  items: Record<string, unknown>[];
  next: string | null;
}

describe('the pages of a list, while others write', () => {
  let database: TestDatabase;
  let db: Pool;
  let test: TestApi;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, 7, 'acme/rocket');
    for (const id of [10, 20, 30]) await storeRepository(db, id, `acme/r${id}`);
    test = await openApi({ database });
  });
  after(async () => {
    await test?.close();
    await db?.end();
    await database?.drop();
  });

  async function read(url: string): Promise<Page> {
    const { status, body, text } = await test.get(url);
    assert.equal(status, 200, text);
    return body as Page;
  }

  const storeIssues = (...ids: number[]) =>
    Promise.all(
      ids.map((id) => storeIssue(db, { repositoryId: 7, id, labels: [], createdAt: '2026-03-01T00:00:00Z' })),
    );
  const numbers = ({ items }: Page) => items.map(({ number }) => number);

  it('of one repository: behind the last row comes the next one, no row twice and none left out', async () => {
    await storeIssues(10, 20, 30, 40, 50);
    const first = await read('/api/v1/issues?repository=acme/rocket&page_size=2');
    assert.deepEqual(numbers(first), [10, 20]);
    await storeIssues(5, 15, 25);
    await db.query('delete from github.issue where number in (20, 40)');
    const second = await read(first.next!);
    assert.deepEqual(numbers(second), [25, 30], 'also where the last row that was shown is gone');
    await db.query('delete from github.issue where number = 30');
    const third = await read(second.next!);
    assert.deepEqual([numbers(third), third.next], [[50], null]);
    const numbered = await read('/api/v1/issues?repository=acme/rocket&page_size=2&page=2');
    assert.deepEqual(numbers(numbered), [15, 25], 'by number, the page has moved');
  });

  const storeMonths = (id: number, ...months: number[]) =>
    db.query(
      `insert into kpi.releases_monthly (repository_id, month, releases, prereleases, definition_version, computed_at)
       select $1, make_date(2026, month, 1), 1, 0, 1, now() from unnest($2::int[]) as month`,
      [id, months],
    );
  const forget = (id: number, month: number) =>
    db.query('delete from kpi.releases_monthly where repository_id = $1 and month = make_date(2026, $2, 1)', [
      id,
      month,
    ]);
  const months = ({ items }: Page) =>
    items.map(({ name, month }) => `${name as string} ${Number((month as string).slice(5, 7))}`);

  for (const order of ['asc', 'desc']) {
    it(`of all repositories, ${order}, where pages are placed by counts: the same`, async () => {
      await db.query('truncate kpi.releases_monthly');
      await storeMonths(10, 2, 4);
      await storeMonths(20, 2, 4, 6);
      await storeMonths(30, 2, 4);
      const inOrder = (...rows: string[]) => (order === 'asc' ? rows : rows.reverse());
      const all = inOrder('r10 2', 'r10 4', 'r20 2', 'r20 4', 'r20 6', 'r30 2', 'r30 4');
      const first = await read(`/api/v1/kpis/releases?page_size=3&order=${order}`);
      assert.deepEqual(months(first), all.slice(0, 3));
      // Before the cursor and at it: what comes and goes there moves nothing behind it.
      const [lastName, lastMonth] = all[2]!.split(' ') as [string, string];
      await forget(Number(lastName.slice(1)), Number(lastMonth));
      await storeMonths(order === 'asc' ? 10 : 30, 1, 3, 5);
      // Behind it: a new one is shown, one that is gone is not.
      await storeMonths(20, order === 'asc' ? 3 : 1);
      await forget(order === 'asc' ? 30 : 10, order === 'asc' ? 2 : 4);
      const seen: string[] = [];
      for (let next = first.next; next !== null;) {
        const page = await read(next);
        seen.push(...months(page));
        next = page.next;
      }
      assert.deepEqual(
        seen,
        order === 'asc' ? ['r20 3', 'r20 4', 'r20 6', 'r30 4'] : ['r20 4', 'r20 2', 'r20 1', 'r10 2'],
      );
    });
  }

  it('come to an end, each row once, while somebody writes all the time', async () => {
    await db.query('truncate kpi.releases_monthly');
    const steady = Array.from({ length: 12 }, (_, n) => n + 1);
    for (const id of [7, 20]) await storeMonths(id, ...steady);
    let isOver = false;
    const writing = (async () => {
      while (!isOver) {
        for (const id of [10, 30]) await storeMonths(id, ...steady);
        await db.query('delete from kpi.releases_monthly where repository_id in (10, 30)');
      }
    })();
    try {
      for (let time = 0; time < 5; time += 1) {
        const seen: string[] = [];
        for (let next: string | null = '/api/v1/kpis/releases?page_size=5'; next !== null;) {
          const page: Page = await read(next);
          seen.push(...months(page));
          next = page.next;
        }
        assert.equal(new Set(seen).size, seen.length, 'no row twice');
        const kept = seen.filter((row) => /^(rocket|r20) /.test(row));
        assert.deepEqual(
          kept,
          ['r20', 'rocket'].flatMap((name) => steady.map((month) => `${name} ${month}`)),
          'none of those that were there all the time is left out',
        );
      }
    } finally {
      isOver = true;
      await writing;
    }
  });
});
