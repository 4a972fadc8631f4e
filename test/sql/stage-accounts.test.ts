import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import { stagePage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const [monday, tuesday] = ['2026-01-05T10:00:00Z', '2026-01-06T10:00:00Z'];
const ada = { id: 5, login: 'ada', type: 'User' };
const bot = { id: 6, login: 'ci[bot]', type: 'Bot' };

describe('stage/accounts', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
  });
  afterEach(async () => {
    await db.query('truncate github.account, github.issue');
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  async function accounts(body: unknown, paths = ['$[*].user'], answeredAt = monday): Promise<number> {
    const values = { body: JSON.stringify(body), answered_at: answeredAt, paths };
    const rows = await runSql<{ accounts: number }>(db, 'stage/accounts', values);
    assert.equal(rows.length, 1);
    return rows[0]!.accounts;
  }
  const stored = async () =>
    (await db.query('select account_id, login, account_type, is_bot from github.account order by 1')).rows;

  it('takes everybody that the paths name, once, and is silent when nothing changes', async () => {
    const body = [{ user: ada, assignees: [bot, ada, { id: 7, login: 'eve', type: 'Mannequin' }] }, { user: ada }];
    const paths = ['$[*].user', '$[*].assignees[*]'];
    assert.equal(await accounts(body, paths), 3);
    assert.deepEqual(await stored(), [
      { account_id: 5, login: 'ada', account_type: 'User', is_bot: false },
      { account_id: 6, login: 'ci[bot]', account_type: 'Bot', is_bot: true },
      { account_id: 7, login: 'eve', account_type: 'Mannequin', is_bot: false },
    ]);
    assert.equal(await accounts(body, paths, tuesday), 0);
  });

  it('copes with what is missing: members, whole objects, ids and logins', async () => {
    const odd = [
      {},
      { user: null },
      { user: {} },
      { user: { id: 1 } },
      { user: { login: 'x' } },
      { user: 'ada' },
      null,
      3,
    ];
    const paths = ['$[*].user', '$[*].assignees[*]', '$[*].milestone.creator', '$.commits[*].author'];
    assert.equal(await accounts(odd, paths), 0);
    assert.equal(await accounts([], paths), 0);
    assert.equal(await accounts([{ user: ada }], []), 0);
    assert.equal(await accounts([{ assignees: null, user: ada }], paths), 1);
  });

  it('reads a single object as well as a list', async () => {
    assert.equal(await accounts({ user: ada }), 1);
    assert.equal(await accounts({ commits: [{ author: bot }] }, ['$.commits[*].author']), 1);
  });

  it('lets the newest answer win', async () => {
    await accounts([{ user: ada }], ['$[*].user'], tuesday);
    assert.equal(await accounts([{ user: { ...ada, login: 'old-name' } }], ['$[*].user'], monday), 0);
    assert.equal((await stored())[0].login, 'ada');
    assert.equal(await accounts([{ user: { ...ada, login: 'new-name' } }], ['$[*].user'], tuesday), 1);
    assert.equal((await stored())[0].login, 'new-name');
  });

  it('keeps a known type where an answer, such as a feed, names none', async () => {
    const feed = [{ actor: { id: 6, login: 'ci-bot' } }, { actor: { id: 5, login: 'ada' } }];
    await accounts([{ user: ada }, { user: { ...bot, login: 'ci-bot' } }]);
    assert.equal(await accounts(feed, ['$[*].actor'], tuesday), 0);
    assert.deepEqual(await stored(), [
      { account_id: 5, login: 'ada', account_type: 'User', is_bot: false },
      { account_id: 6, login: 'ci-bot', account_type: 'Bot', is_bot: true },
    ]);
  });

  it('agrees with stage/issues about the same people', async () => {
    const created = { created_at: monday, updated_at: monday, state: 'open', title: '' };
    const people = [ada, bot, { id: 8, login: 'Looks[bot]', type: 'User' }, { id: 9, login: 'typeless' }, null];
    const issues = people.map((user, place) => ({ ...created, id: place + 1, number: place + 1, user }));
    await stagePage(db, 'issues', { repositoryId: 7, body: issues, answeredAt: monday });
    const before = await stored();
    assert.equal(before.length, 4);
    assert.equal(await accounts(issues, ['$[*].user', '$[*].assignees[*]'], tuesday), 0);
    await db.query('truncate github.account');
    await accounts(issues);
    assert.deepEqual(await stored(), before);
  });
});
