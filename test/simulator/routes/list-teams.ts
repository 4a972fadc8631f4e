import { json, notFound, type Answer } from '../http/answer.ts';
import { teamJson, teamMemberJson, teamMembershipJson } from '../json/people-json.ts';
import type { Organisation } from '../world/organisations.ts';
import type { Team } from '../world/teams.ts';
import { isInside } from './access.ts';
import type { RouteContext } from './context.ts';
import { notInside } from './list-members.ts';
import type { OrganisationRoute } from './list-organisation.ts';
import { arrayList } from './numbered-list.ts';
import { readChoice } from './read-query.ts';

/** Secret teams are seen by their own people, by admins, and by Apps. */
function isVisible({ caller }: RouteContext, organisation: Organisation, team: Team): boolean {
  if (team.privacy === 'closed' || caller.kind === 'installation') return true;
  if (organisation.member(caller.login ?? '')?.role === 'admin') return true;
  return organisation.peopleOf(team).some(({ user }) => user.login === caller.login);
}

/** GET /orgs/{org}/teams: only for those who belong to it. */
export const listTeams: OrganisationRoute = (context, organisation, address) => {
  if (!isInside(context, organisation.account.login)) return notInside(context);
  const visible = organisation.teams().filter((team) => isVisible(context, organisation, team));
  return arrayList(context, { address, rows: visible.map((team) => teamJson(organisation, team)) });
};

type TeamRoute = (context: RouteContext, organisation: Organisation, team: Team, address: string) => Answer;

/** A route of a team, by its slug or its id; one that the caller cannot see is 404. */
function ofTeam(route: TeamRoute): OrganisationRoute {
  return (context, organisation, address) => {
    const { team_slug: slug, team_id: id } = context.parameters;
    const team = organisation.teams().find((known) => known.slug === slug || String(known.id) === id);
    const isSeen = team && isInside(context, organisation.account.login) && isVisible(context, organisation, team);
    return isSeen ? route(context, organisation, team, address) : notFound();
  };
}

/** GET /orgs/{org}/teams/{team_slug}. */
export const getTeam = ofTeam((_, organisation, team) => json(200, teamJson(organisation, team)));

/** GET /orgs/{org}/teams/{team_slug}/members: those of teams below it, too; by the team's id in its links. */
export const listTeamMembers = ofTeam((context, organisation, team) => {
  const wanted = readChoice(context.query, 'role', ['all', 'member', 'maintainer']);
  const rows = organisation
    .peopleOf(team)
    .filter(({ role }) => wanted === 'all' || role === wanted)
    .map((member) => teamMemberJson(member, context.options.teamRoles ?? true));
  const address = `${context.origin}/organizations/${organisation.account.id}/team/${team.id}/members`;
  return arrayList(context, { address, rows });
});

/** GET /orgs/{org}/teams/{team_slug}/memberships/{username}. */
export const getTeamMembership = ofTeam((context, organisation, team) => {
  const { username = '' } = context.parameters;
  const isMeant = ({ user }: { user: { login: string } }) => user.login.toLowerCase() === username.toLowerCase();
  const member = organisation.peopleOf(team).find(isMeant);
  return member ? json(200, teamMembershipJson(organisation, team, member.user, member.role)) : notFound();
});
