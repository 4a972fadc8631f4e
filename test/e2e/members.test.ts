import assert from 'node:assert/strict';
import type { MembersResult } from '../../workflows/members/members-result.ts';
import { membersWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { Organisation } from '../simulator/world/organisations.ts';
import { assertPeopleEqualTruth, storedPeople } from '../support/members-truth.ts';
import { ownerDigests } from '../support/typed-digests.ts';
import { runCli } from './cli-run.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const waits = { ...quickWaits, transientAttempts: 4, refusalRetry: '200ms' };
const teamPeople = 'GET /orgs/{org}/team/{team_id}/members';
const memberList = 'GET /orgs/{org}/members';

describe('who belongs to an organisation', function () {
  this.timeout(180_000);
  let rig: Rig;
  let day = Date.parse('2026-06-01T05:00:00Z');

  before(async () => {
    rig = await createRig(import.meta.url, { tokens: { 'rig-token': { user: 'watcher' }, stranger: {} } });
    rig.simulator.world.setClock(new Date(day));
    await rig.startWorker();
  });
  after(() => rig.close());
  afterEach(async () => {
    rig.simulator.faults.clear();
    await rig.db.query('delete from sync.budget');
  });

  /** An organisation of so many people, with teams below each other and guests; the token is one of them. */
  function found(name: string, people = 130): Organisation {
    const organisation = rig.simulator.world.organisations.named(name);
    for (let nth = 1; nth <= people; nth += 1) {
      organisation.join(`${name}-${nth}`, { role: nth <= 3 ? 'admin' : 'member', isPublic: nth % 2 === 0 });
    }
    organisation.join('watcher', { isPublic: false });
    organisation.addTeam('Core', [`${name}-1`, `${name}-2`]);
    organisation.addTeam('Docs', [`${name}-3`, `${name}-4`], { parent: 'core' });
    organisation.addTeam('Board', ['watcher', `${name}-1`], { privacy: 'secret' });
    organisation.joinTeam('core', `${name}-5`, 'maintainer');
    for (let nth = 1; nth <= 3; nth += 1) organisation.letIn(`${name}-guest-${nth}`);
    return organisation;
  }

  const start = (owner: string, input: Record<string, unknown> = {}) =>
    rig.client.workflow.start<(input: unknown) => Promise<MembersResult>>(workflowTypes.syncMembers, {
      taskQueue: taskQueues.repometer,
      workflowId: membersWorkflowId(owner),
      args: [{ owner, waits, ...input }],
    });
  /** A look on the next day of the world. */
  async function look(owner: string): Promise<MembersResult> {
    rig.simulator.world.setClock(new Date((day += 24 * 3_600_000)));
    return (await start(owner)).result();
  }
  const requests = (pattern: RegExp) =>
    rig.simulator.requests.filter(({ path, query }) =>
      pattern.test(`${path}?${new URLSearchParams(query).toString()}`),
    );
  const gone = async (organisation: Organisation) =>
    (
      await rig.db.query<{ login: string }>(
        'select login from report.members where owner_id = $1 and left_at is not null order by login, first_seen_at',
        [organisation.account.id],
      )
    ).rows.map(({ login }) => login);

  it('is read whole: roles, teams with those below, guests; and costs next to nothing where nothing changed', async () => {
    const acme = found('acme');
    const result = await look('acme');
    assert.deepEqual([result.owners, result.failures, result.concealed], [1, [], []]);
    await assertPeopleEqualTruth(rig.db, acme);
    const { rows } = await rig.db.query(
      `select count(*)::int as people, count(joined_at)::int as dated, count(*) filter (where is_complete and visibility = 'all')::int as whole
       from report.members where owner = 'acme'`,
    );
    assert.deepEqual(rows, [{ people: 131, dated: 0, whole: 131 }]);

    const before = rig.simulator.requests.length;
    const again = await look('acme');
    assert.deepEqual([again.changed, again.failures], [0, []]);
    const asked = rig.simulator.requests.slice(before);
    assert.equal(asked.filter(({ route, status }) => route === teamPeople && status === 304).length, 3);
    await assertPeopleEqualTruth(rig.db, acme);
  });

  it('follows who joins, leaves, comes back, changes role or login, is deleted; and teams that are renamed, moved, deleted', async () => {
    const acme = found('moving');
    await look('moving');
    acme.join('newcomer', { isPublic: true });
    acme.leave('moving-20');
    acme.join('moving-1', { role: 'member', isPublic: false });
    acme.join('moving-30', { role: 'admin', isPublic: true });
    rig.simulator.world.renameUser('moving-40', 'moved-40');
    rig.simulator.world.ghostUser('moving-50');
    acme.shutOut('moving-guest-1');
    acme.join('moving-guest-1');
    acme.renameTeam('docs', 'Writers');
    acme.leaveTeam('core', 'moving-2');
    acme.addTeam('Night shift', ['moving-7', 'newcomer'], { parent: 'writers' });
    await look('moving');
    await assertPeopleEqualTruth(rig.db, acme);
    assert.deepEqual(await gone(acme), ['moving-20', 'moving-50']);

    acme.join('moving-20', { isPublic: false });
    acme.moveTeam('writers', null);
    acme.removeTeam('board');
    await look('moving');
    await assertPeopleEqualTruth(rig.db, acme);
    const { rows } = await rig.db.query<{ login: string; days: (number | null)[] }>(
      `select login, array[joined_at::date - date '2026-06-01', left_at::date - date '2026-06-01'] as days
       from report.members where owner = 'moving' and login in ('moving-20', 'newcomer') order by login, first_seen_at`,
    );
    const [first = 0] = rows[0]?.days.slice(1) as number[];
    assert.deepEqual(rows, [
      { login: 'moving-20', days: [null, first] },
      { login: 'moving-20', days: [first + 1, null] },
      { login: 'newcomer', days: [first, null] },
    ]);
    // Who was in on the day between?
    const { rows: between } = await rig.db.query<{ was: boolean }>(
      `select bool_or(first_seen_at <= $1 and coalesce(left_at > $1, true)) as was
       from report.members where owner = 'moving' and login = 'moving-20'`,
      [new Date(Date.parse('2026-06-01T12:00:00Z') + first * 24 * 3_600_000)],
    );
    assert.deepEqual(between, [{ was: false }]);

    // What is told by answers is made of them again, what only looks have found stays.
    const { db } = rig;
    const whole = await ownerDigests(db, acme.account.id);
    await db.query(`update github.team set name = 'spoiled', parent_team_id = 1 where owner_id = $1`, [
      acme.account.id,
    ]);
    await db.query(`delete from github.team where owner_id = $1 and slug = 'core'`, [acme.account.id]);
    await db.query(`update github.team_member set role = 'spoiled' where owner_id = $1 and left_at is null`, [
      acme.account.id,
    ]);
    assert.notDeepEqual(await ownerDigests(db, acme.account.id), whole);
    const rebuilt = await runCli(['rebuild', 'Moving'], { DATABASE_URL: rig.database.url });
    assert.equal(rebuilt.code, 0, rebuilt.err);
    assert.match(rebuilt.err, /^moving is rebuilt from \d+ answers\. Rows stored now: team 4\./);
    assert.match(rebuilt.err, /Since when people and repositories are there no answer tells/);
    assert.deepEqual(await ownerDigests(db, acme.account.id), whole);
    await assertPeopleEqualTruth(db, acme);
    const unknown = await runCli(['rebuild', 'nobody'], { DATABASE_URL: rig.database.url });
    assert.equal(unknown.code, 1);
    assert.equal(unknown.err, 'The owner nobody is not in this database; "repometer orgs add nobody" adds it.\n');
  });

  it('is the same after a killed worker, a limit and broken answers in the midst of it', async () => {
    const acme = found('shaken', 450);
    await look('shaken');
    for (let nth = 100; nth < 130; nth += 1) acme.leave(`shaken-${nth}`);
    for (let nth = 1; nth < 40; nth += 1) acme.join(`fresh-${nth}`);
    rig.simulator.faults.add({ kind: 'primary-limit', resetInSeconds: 1, route: memberList, page: 3 });
    rig.simulator.faults.add({ kind: 'cut', route: 'GET /orgs/{org}/memberships/{username}', page: 5 });
    rig.simulator.faults.add({ kind: 'status', status: 502, route: teamPeople, page: 2 });
    let isKilled = false;
    const stop = rig.simulator.beforeAnswer(({ route }) => {
      if (isKilled || route !== 'GET /orgs/{org}/memberships/{username}') return;
      isKilled = true;
      void rig.stopWorker('SIGKILL');
    });
    rig.simulator.world.setClock(() => new Date((day += 20)));
    const handle = await start('shaken');
    await until(() => Promise.resolve(isKilled));
    stop();
    await rig.stopWorker('SIGKILL');
    await rig.startWorker();
    assert.deepEqual((await handle.result()).failures, []);
    await assertPeopleEqualTruth(rig.db, acme);
    assert.equal((await gone(acme)).length, 30);
  });

  it('is as it was while the token is shut out, whose public part looks like the whole; and right when it is back', async () => {
    const acme = found('closing');
    await look('closing');
    const before = await storedPeople(rig.db, acme);
    const [insider] = [acme.member('watcher')!];
    acme.leave('watcher');
    const shut = await look('closing');
    assert.deepEqual(shut.failures, []);
    assert.match(
      shut.concealed.join('\n'),
      /closing members: GitHub conceals members of closing from this token.*You must be a member/,
    );
    assert.match(
      shut.concealed.join('\n'),
      /closing teams: .*outside_collaborators: |closing outside_collaborators: /s,
    );
    assert.deepEqual(await gone(acme), []);
    assert.deepEqual(await storedPeople(rig.db, acme), before);
    const { rows } = await rig.db.query(
      `select distinct is_complete, visibility, data_complete_through < now() as is_known from report.members where owner = 'closing'`,
    );
    assert.deepEqual(rows, [{ is_complete: false, visibility: 'all', is_known: true }]);
    const { rows: status } = await rig.db.query<{ resource: string; state: string }>(
      `select resource, state from report.sync_status where owner = 'closing' order by resource`,
    );
    assert.deepEqual(
      status.map(({ resource, state }) => `${resource} ${state}`),
      [
        'admins forbidden',
        'members forbidden',
        'outside_collaborators forbidden',
        'owner ok',
        'public_members ok',
        'team_members ok',
        'teams forbidden',
      ],
    );

    // Meanwhile somebody leaves and somebody joins; who joins in public is seen.
    acme.leave('closing-10');
    acme.join('public-newcomer', { isPublic: true });
    acme.join('shy-newcomer', { isPublic: false });
    await look('closing');
    const { rows: seen } = await rig.db.query(
      `select login, visibility, role from report.members where owner = 'closing' and login like '%newcomer'`,
    );
    assert.deepEqual(seen, [{ login: 'public-newcomer', visibility: 'public', role: null }]);
    assert.deepEqual(await gone(acme), []);

    acme.join('watcher', insider);
    acme.joinTeam('board', 'watcher');
    await look('closing');
    await assertPeopleEqualTruth(rig.db, acme);
    assert.deepEqual(await gone(acme), ['closing-10']);
  });

  it('is never told by a list that was cut short, or by one page that lacks rows', async () => {
    const acme = found('short', 60);
    await look('short');
    for (const route of [
      memberList,
      'GET /orgs/{org}/outside_collaborators',
      'GET /orgs/{org}/public_members',
      teamPeople,
    ]) {
      acme.join(`short-late-${route.length}`);
      acme.joinTeam('core', `short-late-${route.length}`);
      rig.simulator.faults.add({ kind: 'ends-early', rows: 1, route });
    }
    await look('short');
    rig.simulator.faults.add({ kind: 'missing-rows', rows: 2, route: memberList });
    await look('short');
    rig.simulator.faults.clear();
    await look('short');
    assert.deepEqual(await gone(acme), []);
    await assertPeopleEqualTruth(rig.db, acme);
    const { rows } = await rig.db.query('select from github.team_member where owner_id = $1 and left_at is not null', [
      acme.account.id,
    ]);
    assert.equal(rows.length, 0);
  });

  it('is what strangers see where the token never was inside, without roles', async () => {
    const acme = found('foreign', 40);
    acme.leave('watcher');
    const { concealed, failures } = await look('foreign');
    assert.deepEqual([failures, concealed.length], [[], 4]);
    const { rows } = await rig.db.query<{ login: string }>(
      `select login, role, is_public, visibility, is_complete from report.members where owner = 'foreign' and left_at is null order by account_id`,
    );
    const shown = acme
      .members()
      .filter(({ isPublic }) => isPublic)
      .sort((one, other) => one.user.id - other.user.id);
    assert.deepEqual(
      rows,
      shown.map(({ user: { login } }) => ({
        login,
        role: null,
        is_public: true,
        visibility: 'public',
        is_complete: false,
      })),
    );
    assert.equal(requests(/\/orgs\/foreign\/members\?role=admin/).length, 1);
  });

  it('is asked for with a sentence for who is nobody, a user, or not named rightly', async () => {
    rig.simulator.world.users.named('some-user');
    for (const [owner, sentence] of [
      ['nobody-at-all', /nobody-at-all is neither an organisation nor a user/],
      ['some-user', /some-user is a user; organisations alone have members and teams/],
      ['golang/go', /An owner is an organisation or a user, such as golang/],
      ['', /An owner is an organisation or a user, such as golang/],
    ] as const) {
      const handle = await start(owner);
      await assert.rejects(handle.result(), (error: Error & { cause?: Error }) =>
        sentence.test(error.cause?.message ?? ''),
      );
    }
    const handle = await rig.client.workflow.start(workflowTypes.syncMembers, {
      taskQueue: taskQueues.repometer,
      workflowId: 'members/elsewhere',
      args: [{ owner: 'acme' }],
    });
    await assert.rejects(handle.result(), (error: Error & { cause?: Error }) =>
      /has the workflow id members\/acme, not members\/elsewhere/.test(error.cause?.message ?? ''),
    );
  });

  it('is read when a person orders it, who is told what GitHub conceals; a wrong name is wrong usage', async () => {
    const acme = found('ordered', 12);
    const order = (...args: string[]) =>
      runCli(args, {
        DATABASE_URL: rig.database.url,
        DATABASE_READER_URL: rig.database.readerUrl,
        TEMPORAL_ADDRESS: rig.temporalAddress,
        TEMPORAL_NAMESPACE: rig.namespace,
      });
    const read = await order('members', 'sync', 'https://github.com/ordered');
    assert.equal(read.code, 0, read.err);
    assert.match(read.err, /1 organisation was read, \d+ rows changed/);
    await assertPeopleEqualTruth(rig.db, acme);
    const { typedSearchAttributes } = await rig.client.workflow.getHandle('members/ordered').describe();
    assert.match(JSON.stringify(typedSearchAttributes), /ordered/);

    acme.leave('watcher');
    const shut = await order('members', 'sync', 'ordered');
    assert.equal(shut.code, 0, shut.err);
    assert.match(shut.err, /ordered members: GitHub conceals members of ordered from this token/);
    assert.equal((await order('members', 'sync', 'golang/go')).code, 2);
    const nobody = await order('members', 'sync', 'nobody-at-all');
    assert.equal(nobody.code, 1);
    assert.match(nobody.err, /nobody-at-all is neither an organisation nor a user/);
    const report = await order('report', 'team-members', '--format', 'json');
    assert.ok((JSON.parse(report.out) as unknown[]).length > 0);
  });

  it('is read of every organisation that a loop keeps, the longest unread first, those apart whose loops are paused', async () => {
    const kept = ['kept-first', 'kept-second', 'kept-gone', 'kept-paused'];
    for (const name of kept) {
      found(name, 5);
      await look(name);
    }
    await rig.db.query(
      `insert into sync.loop (workflow_id, kind, subject_kind, owner, subject_id, every, resources, state)
       select 'org/' || login, 'syncOrganization', 'owner', login, owner_id, '24h', '{owner}',
         case when login = 'kept-paused' then 'paused' else 'ok' end
       from github.owner where login = any ($1)`,
      [kept],
    );
    // The second was read last.
    await look('kept-first');
    rig.simulator.world.organisations.named('kept-first').leave('kept-first-4');
    rig.simulator.world.renameUser('kept-gone', 'kept-elsewhere');
    const before = rig.simulator.requests.length;
    rig.simulator.world.setClock(new Date((day += 24 * 3_600_000)));
    const all = await rig.client.workflow.execute<(input: unknown) => Promise<MembersResult>>(
      workflowTypes.syncMembers,
      {
        taskQueue: taskQueues.repometer,
        workflowId: 'members/all',
        args: [{ waits }],
      },
    );
    assert.deepEqual(
      { ...all, changed: all.changed > 0 },
      {
        owners: 2,
        changed: true,
        failures: ['kept-gone is called kept-elsewhere now; its members are those of members/kept-elsewhere.'],
        concealed: [],
        leftOut: ['Left out, since their loops are paused: kept-paused.'],
      },
    );
    const order = rig.simulator.requests
      .slice(before)
      .flatMap(({ path }) => /^\/users\/(kept-[a-z]+)$/.exec(path)?.[1] ?? []);
    assert.deepEqual(order, ['kept-second', 'kept-gone', 'kept-first']);
    await assertPeopleEqualTruth(rig.db, rig.simulator.world.organisations.named('kept-first'));
  });
});
