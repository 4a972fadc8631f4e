import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Pool } from 'pg';
import { createBudget } from '../../activities/github/budget.ts';
import { createGitHub } from '../../activities/github/client.ts';
import { createAuthorize } from '../../activities/github/credentials.ts';
import { listResources, resourcesOf } from '../../activities/list-resources.ts';
import { createFetchOwner } from '../../activities/sync/owner/fetch-owner.ts';
import type { OwnerInput } from '../../activities/sync/owner/fetch-owner.ts';
import type { OwnerOutcome } from '../../activities/sync/owner/owner-outcome.ts';
import { createLocks } from '../../activities/sync/slice/locks.ts';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import { createSyncList } from '../../activities/sync/sync-list.ts';
import { createDb } from '../../sql/db.ts';
import { ownerResources, resources } from '../../workflows/contract.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/server.ts';
import { assertOwnerEqualsTruth } from '../support/owner-truth.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const times = {
  everyMs: 60_000,
  lagMs: 0,
  reprobeMs: 1000,
  followEveryMs: 1000,
  transientRetryMs: 10,
  transientAttempts: 3,
};

describe('the resources of an owner', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let aheadMs = 0;
  let locks: ReturnType<typeof createLocks>;
  let fetchOwner: (owner: string, input?: Partial<OwnerInput>) => Promise<OwnerOutcome>;
  let readRepositories: (outcome: OwnerOutcome) => Promise<Outcome>;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    simulator = await startSimulator({ secondary: false });
    // GitHub tells whole seconds: what comes in the second of a look cannot be said to lack in it.
    simulator.world.setClock(() => new Date(Date.now() + aheadMs));
    locks = createLocks(db);
    const deps = {
      db,
      github: createGitHub({ apiUrl: simulator.url, now: () => Promise.resolve(Date.now()) }),
      authorize: createAuthorize({ kind: 'token', token: 'a-token' }, simulator.url),
      budget: createBudget({ db, requestsPerMinute: 100_000 }),
      withLock: locks.withLock,
      connections: 2,
      hasSearchAttributes: false,
      isTouched: () => Promise.resolve(false),
    };
    const [fetch, sync] = [createFetchOwner(deps), createSyncList(deps)];
    const run = <Input, T>(activity: (input: Input) => Promise<T>, input: Input) =>
      new MockActivityEnvironment({ attempt: 1 }).run(activity, input) as Promise<T>;
    fetchOwner = (owner, input = {}) =>
      run(fetch, {
        ...{ ...times, owner, isUrgent: false, workflowId: `org/${owner.toLowerCase()}` },
        loop: { kind: 'syncOrganization', every: '24h' },
        resources: ['owner_repositories'],
        ...input,
      });
    readRepositories = (outcome) => {
      assert.equal(outcome.kind, 'ready');
      const { owner: subject } = outcome as Extract<OwnerOutcome, { kind: 'ready' }>;
      const input = { ...times, subject, repository: '', repositoryId: '', resource: 'owner_repositories' } as const;
      return run(sync, { ...input, from: null, isUrgent: false });
    };
  });
  after(async () => {
    await simulator.close();
    await locks.close();
    await db.end();
    await database.drop();
  });

  const compare = (owner: string) => assertOwnerEqualsTruth(db, simulator.world, owner);
  const read = async (owner: string) => {
    aheadMs += 60_000;
    return readRepositories(await fetchOwner(owner));
  };
  async function departed(owner: string) {
    const { rows } = await db.query<{ name: string; moved_to: string | null }>(
      `select name, moved_to from github.owner_repository join github.owner using (owner_id)
       where login = $1 and left_at is not null order by name`,
      [owner],
    );
    return rows.map(({ name, moved_to: to }) => `${name} → ${to ?? 'nowhere'}`);
  }

  it('are told apart from those of a repository, in the table as in the contract', () => {
    assert.deepEqual(resourcesOf('repository').sort(), [...resources].sort());
    assert.deepEqual(resourcesOf('owner').sort(), [...ownerResources].sort());
    assert.equal(resources.length, 15);
    assert.equal(Object.keys(listResources).length, resources.length + ownerResources.length);
  });

  it('of an unknown owner are refused with a sentence, and nothing is stored', async () => {
    const sentence = /nobody-here is neither an organisation nor a user, or this token may not see it \(404\)\./;
    await assert.rejects(fetchOwner('nobody-here'), sentence);
    assert.equal((await db.query('select from sync.loop')).rowCount, 0);
    assert.equal((await db.query('select from raw.page')).rowCount, 0);
  });

  it('of an organisation of several pages are equal to what GitHub shows, however it is written', async () => {
    for (let count = 1; count <= 130; count += 1) {
      simulator.world.addRepository({
        owner: 'acme',
        name: `r${count}`,
        archived: count % 7 === 0,
        fork: count % 5 === 0,
      });
    }
    const first = await fetchOwner('Acme');
    assert.equal(first.kind, 'ready');
    assert.deepEqual(first.kind === 'ready' && [first.owner.name, first.owner.type], ['acme', 'Organization']);
    assert.deepEqual(
      first.kind === 'ready' && first.plan.map(({ resource, isList, isDue }) => [resource, isList, isDue]),
      [
        ['owner', false, false],
        ['owner_repositories', true, true],
      ],
    );
    const answer = { kind: 'done', state: 'ok', changed: 130, rows: 130, followers: [] };
    // GitHub tells no total of this list.
    assert.deepEqual(await readRepositories(first), { ...answer, total: null });
    await compare('acme');
    assert.deepEqual(await read('acme'), { ...answer, changed: 0 });
    const { rows } = await db.query(`select login, account_type from github.account where login = 'acme'`);
    assert.deepEqual(rows, [{ login: 'acme', account_type: 'Organization' }]);
  });

  it('of a user are read from where GitHub lists them, and cost one request while nothing changes', async () => {
    simulator.world.addRepository({ owner: 'ada', name: 'engine', ownerType: 'User' });
    await read('ada');
    await compare('ada');
    const before = simulator.requests.length;
    await read('ada');
    const asked = simulator.requests
      .slice(before)
      .map(({ path, status, billed }) => [path.split('?')[0], status, billed]);
    assert.deepEqual(asked, [
      ['/users/ada', 304, false],
      ['/users/ada/repos', 304, false],
    ]);
  });

  it('tell what came and what went where: transferred, renamed, archived, private and back', async () => {
    const { world } = simulator;
    world.rename('acme/r1', 'elsewhere/r1');
    world.rename('acme/r2', 'acme/second');
    world.removeRepository('acme/r3');
    world.repository('acme/r4').set({ isPrivate: true });
    world.repository('acme/r6').set({ archived: true });
    world.addRepository({ owner: 'acme', name: 'newest' });
    await read('acme');
    await compare('acme');
    assert.deepEqual(await departed('acme'), ['r1 → elsewhere/r1', 'r3 → nowhere', 'r4 → nowhere']);

    world.repository('acme/r4').set({ isPrivate: false });
    world.rename('elsewhere/r1', 'acme/r1');
    await read('acme');
    await compare('acme');
    assert.deepEqual(await departed('acme'), ['r3 → nowhere']);
    const { rows } = await db.query<{ periods: number; is_over: boolean; has_returned: boolean }>(
      `select count(*)::int as periods, bool_or(period.left_at is not null) as is_over,
         bool_and(row.returned_at > row.joined_at and row.left_at is null) as has_returned
       from github.owner_repository as row join github.owner_repository_period as period using (owner_id, repository_id)
       where row.name = 'r4'`,
    );
    assert.deepEqual(rows, [{ periods: 2, is_over: true, has_returned: true }]);
  });

  it('believe a short list where what it lacks lives elsewhere by now', async () => {
    const { world } = simulator;
    for (let count = 1; count <= 5; count += 1) world.addRepository({ owner: 'small', name: `s${count}` });
    await read('small');
    for (let count = 1; count <= 4; count += 1) world.rename(`small/s${count}`, `elsewhere/s${count}`);
    assert.equal((await read('small')).kind, 'done');
    await compare('small');
    assert.deepEqual((await departed('small')).length, 4);
  });

  it('belong to an id: a renamed account hands over, and a name that another one took is not mistaken for it', async () => {
    const { world } = simulator;
    world.addRepository({ owner: 'before', name: 'kept' });
    await read('before');
    world.renameUser('before', 'after');
    assert.deepEqual(await fetchOwner('before'), { kind: 'renamed', to: 'after' });
    const loops = await db.query(`select workflow_id, state, reason from sync.loop where workflow_id = 'org/before'`);
    assert.deepEqual(loops.rows, [{ workflow_id: 'org/before', state: 'renamed', reason: 'Renamed to after.' }]);
    await read('after');
    await compare('after');
    const { rows } = await db.query(`select login from github.owner where login in ('before', 'after')`);
    assert.deepEqual(rows, [{ login: 'after' }]);

    // Somebody takes the name that the loop knows.
    world.renameUser('after', 'again');
    world.addRepository({ owner: 'after', name: 'stranger' });
    assert.deepEqual(await fetchOwner('after'), { kind: 'renamed', to: 'again' });
  });

  it('of an account that is gone are missing, and what was read stays', async () => {
    const { world } = simulator;
    world.addRepository({ owner: 'leaving', name: 'kept', ownerType: 'User' });
    await read('leaving');
    world.ghostUser('leaving');
    const outcome = await fetchOwner('leaving');
    assert.equal(outcome.kind === 'refused' && outcome.state, 'missing');
    const { rows } = await db.query(
      `select state, reason from sync.resource where resource = 'owner' and state = 'missing'`,
    );
    assert.match(String(rows[0]?.reason), /^leaving \(id \d+\) is gone/);
  });

  it('of a workflow that ends claim no loop', async () => {
    const outcome = await fetchOwner('ada', { workflowId: 'members/ada', loop: null });
    assert.equal(outcome.kind, 'ready');
    assert.equal((await db.query(`select from sync.loop where workflow_id = 'members/ada'`)).rowCount, 0);
  });
});
