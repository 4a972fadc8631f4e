import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Pool } from 'pg';
import { createBudget } from '../../activities/github/budget.ts';
import { createGitHub } from '../../activities/github/client.ts';
import { createAuthorize } from '../../activities/github/credentials.ts';
import type { ResourceDeclaration } from '../../activities/resource.ts';
import { listResources, resourcesOf } from '../../activities/list-resources.ts';
import { createLocks } from '../../activities/sync/slice/locks.ts';
import type { SliceInput } from '../../activities/sync/slice/slice.ts';
import { createSyncList } from '../../activities/sync/sync-list.ts';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/server.ts';
import { createTestDatabase } from '../support/global.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const resource = 'members' as SliceInput['resource'];

/** A list of an owner that the product does not have yet: one declaration. */
const members: ResourceDeclaration = {
  ...listResources.releases,
  subject: 'owner',
  path: '/members?',
  stage: { file: '../test/fixtures/subjects/stage_members', accounts: [], form: 'list' },
  tables: [{ name: 'test_member', id: { column: 'account_id', type: 'bigint' }, mark: ['deleted_at'] }],
  follows: [],
};
delete members.rowPath;

describe('a list of an owner', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let locks: ReturnType<typeof createLocks>;
  let ownerId: string;
  let read: () => Promise<unknown>;
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    await db.query(
      `create table github.test_member (
         owner_id bigint, account_id bigint, login text, deleted_at timestamptz, primary key (owner_id, account_id)
       )`,
    );
    const apps = [{ id: 77, installations: [{ id: 4711, account: 'acme' }] }];
    simulator = await startSimulator({ secondary: false, apps });
    const acme = simulator.world.organisations.named('acme');
    for (let count = 1; count <= 130; count += 1) acme.join(`person-${count}`);
    ownerId = String(acme.account.id);
    // GitHub's ids of owners and of repositories are two sequences.
    await storeRepository(db, Number(ownerId), 'other/widgets');
    await db.query(`insert into sync.resource (subject_id, resource, rows_stored) values ($1, 'issues', 5)`, [ownerId]);
    locks = createLocks(db);
    const github = createGitHub({ apiUrl: simulator.url, now: () => Promise.resolve(Date.now()) });
    const syncList = createSyncList(
      {
        db,
        github,
        authorize: createAuthorize({ kind: 'app', appId: '77', privateKey }, simulator.url),
        budget: createBudget({ db, requestsPerMinute: 100_000 }),
        withLock: locks.withLock,
        connections: 2,
        hasSearchAttributes: false,
        isTouched: () => Promise.resolve(false),
      },
      { ...listResources, members },
    );
    const input: SliceInput = {
      subject: { kind: 'owner', id: ownerId, name: 'acme' },
      repository: '',
      repositoryId: '',
      resource,
      from: '2026-01-01',
      ...{ everyMs: 1000, lagMs: 0, reprobeMs: 1000, followEveryMs: 1000, transientRetryMs: 10, transientAttempts: 3 },
      isUrgent: false,
    };
    read = () => new MockActivityEnvironment({ attempt: 1 }).run(syncList, input);
  });
  after(async () => {
    await simulator.close();
    await locks.close();
    await db.end();
    await database.drop();
  });

  const shown = async () =>
    (
      await db.query<{ rows: number }>(
        'select count(*)::int as rows from github.test_member where owner_id = $1 and deleted_at is null',
        [ownerId],
      )
    ).rows[0]?.rows;

  it('is read page by page, with the credentials of the owner', async () => {
    const answer = { kind: 'done', state: 'ok', changed: 130, rows: 130, total: null, followers: [] };
    assert.deepEqual(await read(), answer);
    assert.equal(await shown(), 130);
    const { rows } = await db.query('select credential from sync.budget');
    assert.deepEqual(rows, [{ credential: 'app:77:4711' }]);
  });

  it('tells who is gone, and changes nothing when nothing has changed', async () => {
    assert.deepEqual(await read(), { kind: 'done', state: 'ok', changed: 0, rows: 130, followers: [] });
    simulator.world.organisations.named('acme').leave('person-7');
    await read();
    assert.equal(await shown(), 129);
    const { rows } = await db.query<Record<string, unknown>>(
      `select repository_id, owner, repository, state, rows_stored, complete_from
       from report.sync_status where resource = 'members'`,
    );
    // No `from` of issues bounds it.
    const none = { repository_id: null, owner: null, repository: null, complete_from: null };
    assert.deepEqual(rows, [{ ...none, state: 'ok', rows_stored: 129 }]);
  });

  it('is another one than the repository with the same number, whose rows go without it', async () => {
    const pages = () => db.query('select from raw.page where subject_id = $1', [ownerId]);
    const before = (await pages()).rowCount;
    const purged = { repository: 'other/widgets', resources: resourcesOf('repository') };
    assert.deepEqual(await runSql(db, 'sync/purge_repository', purged), [{ repositories: 1, issues: 0 }]);

    const { rows } = await db.query('select subject_kind, resource from sync.resource where subject_id = $1', [
      ownerId,
    ]);
    assert.deepEqual(rows, [{ subject_kind: 'owner', resource: 'members' }]);
    assert.equal((await pages()).rowCount, before);
    assert.equal(await shown(), 129);
  });

  it('of everything that is public is signed by any installation', async () => {
    const authorize = createAuthorize({ kind: 'app', appId: '77', privateKey }, simulator.url);
    assert.equal((await authorize({ kind: 'public', name: 'public' })).credential, 'app:77:4711');
  });

  it('is asked for, as the installations are, in the version of the API that answers are read in', () => {
    const versions = simulator.requests.map(({ headers }) => headers['x-github-api-version']);
    assert.deepEqual([...new Set(versions)], ['2026-03-10']);
  });
});
