import assert from 'node:assert/strict';
import { ask } from '../simulator/ask.ts';
import { organisationTruth } from '../simulator/organisation-truth.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import type { Organisation } from '../simulator/world/organisations.ts';

interface Person {
  login: string;
  role?: string;
  inherited?: boolean;
}

const inside = { authorization: 'token of-insider' };
const outside = { authorization: 'token of-stranger' };

describe('simulator: people of an organisation', () => {
  let simulator: Simulator;
  let acme: Organisation;

  beforeEach(async () => {
    const tokens = { 'of-insider': { user: 'insider' }, 'of-stranger': { user: 'stranger' } };
    simulator = await startSimulator({ secondary: false, tokens });
    acme = simulator.world.organisations.named('acme');
    acme.join('insider', { isPublic: false });
    acme.join('boss', { role: 'admin' });
    acme.join('shy-boss', { role: 'admin', isPublic: false });
    acme.join('worker');
    acme.letIn('guest');
    acme.addTeam('Core', ['boss']);
    acme.addTeam('Core docs', ['worker', 'insider'], { parent: 'core' });
    acme.addTeam('Board', ['boss'], { privacy: 'secret' });
    acme.joinTeam('core', 'insider', 'maintainer');
  });
  afterEach(() => simulator.close());

  const at = (path: string, headers: Record<string, string> = inside) => ask(simulator, path, { headers });
  const statusOf = async (path: string, headers?: Record<string, string>) => (await at(path, headers)).status;
  const logins = async (path: string, headers?: Record<string, string>) =>
    (await at(path, headers))
      .json<Person[]>()
      .map(({ login }) => login)
      .sort();

  it('are told by role to who belongs there; to others the public ones, whatever the role', async () => {
    assert.deepEqual(await logins('/orgs/acme/members'), ['boss', 'insider', 'shy-boss', 'worker']);
    assert.deepEqual(await logins('/orgs/acme/members?role=admin'), ['boss', 'shy-boss']);
    assert.deepEqual(await logins('/orgs/acme/members?role=member'), ['insider', 'worker']);
    for (const role of ['all', 'admin', 'member']) {
      assert.deepEqual(await logins(`/orgs/acme/members?role=${role}`, outside), ['boss', 'worker']);
    }
    assert.deepEqual(await logins('/orgs/acme/public_members', outside), ['boss', 'worker']);
  });

  it('are looked at one by one', async () => {
    const membership = await at('/orgs/acme/memberships/shy-boss');
    assert.deepEqual(
      [membership.status, membership.json<Person>().role, membership.json<{ state: string }>().state],
      [200, 'admin', 'active'],
    );
    assert.deepEqual(
      [await statusOf('/orgs/acme/memberships/guest'), await statusOf('/orgs/acme/memberships/boss', outside)],
      [404, 403],
    );
    assert.deepEqual(
      [await statusOf('/orgs/acme/members/worker'), await statusOf('/orgs/acme/members/guest')],
      [204, 404],
    );
    assert.deepEqual(
      [
        await statusOf('/orgs/acme/public_members/worker', outside),
        await statusOf('/orgs/acme/public_members/insider', outside),
      ],
      [204, 404],
    );
  });

  it('from outside are told to insiders alone', async () => {
    assert.deepEqual(await logins('/orgs/acme/outside_collaborators'), ['guest']);
    assert.equal(await statusOf('/orgs/acme/outside_collaborators', outside), 403);
    acme.shutOut('guest');
    assert.deepEqual(await logins('/orgs/acme/outside_collaborators'), []);
  });

  it('are in teams and in those below, and in none of what is secret to the caller', async () => {
    assert.deepEqual(
      (await at('/orgs/acme/teams'))
        .json<{ slug: string; parent: { slug: string } | null }[]>()
        .map(({ slug, parent }) => [slug, parent?.slug ?? null]),
      [
        ['core', null],
        ['core-docs', 'core'],
      ],
    );
    const rows = (await at('/orgs/acme/teams/core/members')).json<Person[]>();
    assert.deepEqual(rows.map(({ login, role, inherited }) => [login, role, inherited]).sort(), [
      ['boss', 'member', false],
      ['insider', 'maintainer', false],
      ['worker', 'member', true],
    ]);
    const { id } = acme.team('core')!;
    const byId = await at(`/organizations/${acme.account.id}/team/${id}/members?per_page=1`);
    assert.match(
      byId.links.next ?? '',
      new RegExp(`/organizations/${acme.account.id}/team/${id}/members\\?per_page=1&page=2$`),
    );
    assert.equal(await statusOf('/orgs/acme/teams/board/members'), 404);
    assert.equal(await statusOf('/orgs/acme/teams', outside), 403);
    assert.deepEqual(
      [
        await statusOf('/orgs/acme/teams/core/memberships/worker'),
        await statusOf('/orgs/acme/teams/core/memberships/guest'),
      ],
      [200, 404],
    );
    simulator.options.teamRoles = false;
    assert.ok((await at('/orgs/acme/teams/core/members')).json<Person[]>().every((row) => !('role' in row)));
  });

  it('come and go, are renamed and deleted, and lists that did not change are 304', async () => {
    const { headers } = await at('/orgs/acme/members');
    const again = { ...inside, 'if-none-match': headers.get('etag') ?? '' };
    assert.equal(await statusOf('/orgs/acme/members', again), 304);
    simulator.world.renameUser('worker', 'worker-2');
    assert.equal(await statusOf('/orgs/acme/members', again), 200);
    acme.moveTeam('core-docs', null);
    acme.renameTeam('core-docs', 'Writers');
    simulator.world.ghostUser('boss');
    const { members, teams, teamMembers, outsideCollaborators } = organisationTruth(acme);
    assert.deepEqual(members.map(({ login }) => login).sort(), ['insider', 'shy-boss', 'worker-2']);
    assert.deepEqual(teams.map(({ slug, parent }) => [slug, parent]).sort(), [
      ['board', null],
      ['core', null],
      ['writers', null],
    ]);
    assert.deepEqual(teamMembers.map(({ login }) => login).sort(), ['insider', 'insider', 'worker-2']);
    assert.deepEqual(
      outsideCollaborators.map(({ login }) => login),
      ['guest'],
    );
    acme.removeTeam('core');
    assert.equal(await statusOf('/orgs/acme/teams/core'), 404);
  });
});
