import type { Membership, Organisation } from '../world/organisations.ts';
import type { Team, TeamMember } from '../world/teams.ts';
import type { User } from '../world/user.ts';
import { nodeId } from './addresses.ts';

const organisationUrl = ({ account }: Organisation) => `https://api.github.com/orgs/${account.login}`;
const teamUrl = ({ account }: Organisation, { id }: Team) =>
  `https://api.github.com/organizations/${account.id}/team/${id}`;

function simpleTeamJson(organisation: Organisation, team: Team) {
  const { id, name, slug, description, privacy } = team;
  const url = teamUrl(organisation, team);
  return {
    id,
    node_id: nodeId('T', id),
    url,
    html_url: `https://github.com/orgs/${organisation.account.login}/teams/${slug}`,
    name,
    slug,
    description,
    privacy,
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: organisation.account.id,
  };
}

/** A team as lists show it, with the one above it. */
export function teamJson(organisation: Organisation, team: Team) {
  const { parent } = team;
  return { ...simpleTeamJson(organisation, team), parent: parent && simpleTeamJson(organisation, parent) };
}

/** Somebody of a team; what they are there is told only where GitHub has switched that on. */
export function teamMemberJson({ user, role, isInherited }: TeamMember, isTold: boolean) {
  return isTold ? { ...user, role, inherited: isInherited } : user;
}

/** What somebody is in an organisation. */
export function membershipJson(organisation: Organisation, { user, role }: Membership) {
  const url = organisationUrl(organisation);
  const { login, id, node_id, avatar_url } = organisation.account;
  return {
    url: `${url}/memberships/${user.login}`,
    state: 'active',
    role,
    direct_membership: true,
    enterprise_teams_providing_indirect_membership: [],
    organization_url: url,
    organization: {
      login,
      id,
      node_id,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url,
      description: null,
    },
    user,
  };
}

/** What somebody is in a team. */
export function teamMembershipJson(organisation: Organisation, team: Team, { login }: User, role: TeamMember['role']) {
  return { url: `${teamUrl(organisation, team)}/memberships/${login}`, role, state: 'active' };
}
