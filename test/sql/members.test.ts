import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { peopleLists } from '../../activities/people-lists.ts';
import { stageBody } from '../../activities/store/stage-body.ts';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import type { PeopleResource } from '../../workflows/contract.ts';
import { createTestDatabase } from '../support/global.ts';
import { queryReport } from '../support/query-report.ts';
import { versionsOf } from '../support/row-versions.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Row = Record<string, unknown>;

const owner = 500;
const tables = ['member', 'account'];
const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T05:00:00.000Z`;
const person = (id: number, more: Row = {}) => ({ id, login: `p${id}`, type: 'User', ...more });

describe('staging and views of people', () => {
  let database: TestDatabase;
  let db: Pool;
  let reader: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    reader = createDb(database.readerUrl, { size: 1 });
    await db.query(
      `insert into github.owner (owner_id, login, owner_type, answered_at) values ($1, 'acme', 'Organization', $2)`,
      [owner, at(1)],
    );
  });
  afterEach(async () => {
    await Promise.all([db.end(), reader.end()]);
    await database.drop();
  });

  const stage = (resource: PeopleResource, day: number, rows: Row[], url = 'https://api.example/list') =>
    stageBody(db, {
      stage: peopleLists[resource].stage,
      subjectId: String(owner),
      answeredAt: at(day),
      url,
      json: JSON.stringify(rows),
      cleanedIds: [],
    });
  const stageTeam = (team: number, day: number, rows: Row[]) =>
    stage('team_members', day, rows, `https://api.example/organizations/${owner}/team/${team}/members?per_page=100`);
  /** A look at a whole list has ended. */
  const loaded = (resource: PeopleResource, day: number, state = 'ok') =>
    db.query(
      `insert into sync.resource (subject_kind, subject_id, resource, state, complete_through) values ('owner', $1, $2, $3, $4)
       on conflict (subject_id, resource) do update set state = excluded.state, complete_through = excluded.complete_through`,
      [owner, resource, state, at(day)],
    );
  const left = (table: string, account: number, day: number) =>
    db.query(`update github.${table} set left_at = $3 where owner_id = $1 and account_id = $2 and left_at is null`, [
      owner,
      account,
      at(day),
    ]);
  const days = (row: Row, names: string[]) =>
    names.map((name) => (row[name] instanceof Date ? row[name].getUTCDate() : (row[name] ?? null)));
  const members = async (...names: string[]) =>
    (await queryReport<Row>(reader, 'members')).map((row) => days(row, ['login', ...names]));

  it('know nothing of a joining at the first look, and each after it; run again they write nothing', async () => {
    assert.deepEqual(await stage('members', 1, [person(1), person(2)]), { inserted: 2, updated: 0 });
    await loaded('members', 1);
    assert.deepEqual(await stage('members', 2, [person(1), person(2), person(3), person(3)]), {
      inserted: 1,
      updated: 0,
    });
    const before = await versionsOf(db, tables);
    assert.deepEqual(await stage('members', 3, [person(3), person(2), person(1)]), { inserted: 0, updated: 0 });
    assert.deepEqual(await versionsOf(db, tables), before);
    assert.deepEqual(await members('first_seen_at', 'joined_at', 'left_at'), [
      ['p1', 1, null, null],
      ['p2', 1, null, null],
      ['p3', 2, 2, null],
    ]);
  });

  it('keep each time of who leaves and comes back; an older answer brings nobody back; a login is the newest', async () => {
    await stage('members', 1, [person(1), person(2)]);
    await loaded('members', 1);
    await left('member', 2, 5);
    assert.deepEqual(
      await stage('members', 4, [person(1), person(2)]),
      { inserted: 0, updated: 0 },
      'older than the end',
    );
    assert.deepEqual(await stage('members', 8, [person(1), person(2, { login: 'renamed' })]), {
      inserted: 1,
      updated: 0,
    });
    assert.deepEqual(await members('first_seen_at', 'joined_at', 'left_at'), [
      ['p1', 1, null, null],
      ['renamed', 1, null, 5],
      ['renamed', 8, 8, null],
    ]);
    const on = async (day: number) =>
      (
        await reader.query<{ login: string }>(
          'select login from report.members where first_seen_at <= $1 and coalesce(left_at > $1, true) order by login',
          [at(day)],
        )
      ).rows.map(({ login }) => login);
    assert.deepEqual([await on(3), await on(6), await on(9)], [['p1', 'renamed'], ['p1'], ['p1', 'renamed']]);
  });

  it('tell roles by the list of admins, each since when, and the last one of who has left', async () => {
    await stage('members', 1, [person(1), person(2), person(3), person(4)]);
    await loaded('members', 1);
    assert.deepEqual((await members('role')).flat().filter(Boolean).length, 4, 'no role is told before it is asked');
    await stage('admins', 1, [person(1), person(2), person(4)]);
    await loaded('admins', 1);
    await left('organization_admin', 2, 3);
    await stage('admins', 5, [person(3)]);
    // Found to be no member, and then to be no admin.
    await left('member', 4, 6);
    await left('organization_admin', 4, 6);
    assert.deepEqual(await members('role', 'role_since', 'left_at'), [
      ['p1', 'admin', null, null],
      ['p2', 'member', 3, null],
      ['p3', 'admin', 5, null],
      ['p4', 'admin', null, 6],
    ]);
  });

  it('say of each row which list told it, and up to when', async () => {
    await stage('public_members', 1, [person(1), person(2)]);
    await loaded('public_members', 1);
    await loaded('members', 1, 'forbidden');
    await db.query(`update sync.resource set complete_through = null where resource = 'members'`);
    const columns = ['visibility', 'is_public', 'role', 'is_complete', 'first_seen_at', 'data_complete_through'];
    assert.deepEqual(await members(...columns), [
      ['p1', 'public', true, null, false, 1, 1],
      ['p2', 'public', true, null, false, 1, 1],
    ]);

    // The token's user has become a member.
    await stage('members', 4, [person(1), person(2), person(3)]);
    await loaded('members', 4);
    await loaded('public_members', 4);
    await stage('admins', 4, []);
    await loaded('admins', 4);
    assert.deepEqual(await members(...columns), [
      ['p1', 'all', true, 'member', true, 1, 4],
      ['p2', 'all', true, 'member', true, 1, 4],
      ['p3', 'all', false, 'member', true, 4, 4],
    ]);

    // … and is none any more: what was known stays as it was, and what is public goes on.
    await loaded('members', 4, 'forbidden');
    await loaded('public_members', 9);
    await left('public_member', 2, 9);
    await stage('public_members', 9, [person(1), person(8)]);
    assert.deepEqual(await members('visibility', 'is_public', 'left_at', 'is_complete', 'data_complete_through'), [
      ['p1', 'all', true, null, false, 4],
      ['p2', 'all', false, null, false, 4],
      ['p3', 'all', false, null, false, 4],
      ['p8', 'public', true, null, false, 9],
    ]);
  });

  it('have teams with the people of those below, and nobody in a team that is gone', async () => {
    const team = (id: number, more: Row = {}) => ({
      id,
      name: `Team ${id}`,
      slug: `team-${id}`,
      privacy: 'closed',
      parent: null,
      ...more,
    });
    const teams = [team(10), team(11, { parent: { id: 10 } }), team(12, { privacy: 'secret', description: 'Quiet' })];
    assert.deepEqual(await stage('teams', 1, teams), { inserted: 3, updated: 0 });
    await loaded('teams', 1);
    await loaded('team_members', 1);
    assert.deepEqual(await stage('teams', 2, teams), { inserted: 0, updated: 0 });
    await db.query(
      `insert into sync.item (subject_id, resource, item, wanted_version, read_version) values ($1, 'team_members', 'team/12', '1', '1')`,
      [owner],
    );
    await stageTeam(10, 2, [person(1, { role: 'maintainer', inherited: false }), person(2), person(3)]);
    await stageTeam(11, 2, [person(2), person(3)]);
    await stageTeam(12, 2, [person(1)]);
    assert.deepEqual(await stageTeam(10, 3, [person(1, { role: 'member', inherited: false }), person(2), person(3)]), {
      inserted: 0,
      updated: 1,
    });
    const rows = async (...names: string[]) =>
      (await queryReport<Row>(reader, 'team_members')).map((row) => days(row, ['team', 'login', ...names]));
    assert.deepEqual(await rows('role', 'is_inherited', 'joined_at', 'parent_team'), [
      ['team-10', 'p1', 'member', false, null, null],
      ['team-10', 'p2', null, null, null, null],
      ['team-10', 'p3', null, null, null, null],
      ['team-11', 'p2', null, false, null, 'team-10'],
      ['team-11', 'p3', null, false, null, 'team-10'],
      ['team-12', 'p1', null, false, 2, null],
    ]);

    await stage('teams', 5, [team(10, { name: 'Core', slug: 'core' }), team(11, { parent: null })]);
    await db.query(`update github.team set deleted_at = $1 where team_id = 12`, [at(5)]);
    assert.deepEqual(await runSql(db, 'absent/end_gone_teams', { owner_id: owner }), [{ deleted: 1 }]);
    assert.deepEqual(await runSql(db, 'absent/end_gone_teams', { owner_id: owner }), [{ deleted: 0 }]);
    assert.deepEqual(await rows('left_at', 'is_inherited', 'parent_team'), [
      ['core', 'p1', null, false, null],
      ['core', 'p2', null, false, null],
      ['core', 'p3', null, false, null],
      ['team-11', 'p2', null, false, null],
      ['team-11', 'p3', null, false, null],
      ['team-12', 'p1', 5, null, null],
    ]);
    const found = (await queryReport<Row>(reader, 'teams')).map((row) => days(row, ['team', 'members', 'deleted_at']));
    assert.deepEqual(found, [
      ['core', 3, null],
      ['team-11', 2, null],
      ['team-12', 0, 5],
    ]);
  });

  it('have the guests of an organisation, in times as well', async () => {
    await stage('outside_collaborators', 1, [person(6)]);
    await loaded('outside_collaborators', 1);
    await left('outside_collaborator', 6, 2);
    await stage('outside_collaborators', 3, [person(6), person(7, { login: 'helper[bot]', type: 'Bot' })]);
    const rows = await queryReport<Row>(reader, 'outside_collaborators');
    assert.deepEqual(
      rows.map((row) => days(row, ['login', 'joined_at', 'left_at', 'is_bot', 'is_complete'])),
      [
        ['helper[bot]', 3, null, true, true],
        ['p6', null, 2, false, true],
        ['p6', 3, null, false, true],
      ],
    );
  });
});
