import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import { listedRepositoryJson } from '../json/catalogue-json.ts';
import { organisationJson, teamJson } from '../json/organisation-json.ts';
import type { Membership, Organisation } from '../world/organisations.ts';
import type { Repository } from '../world.ts';
import { isInside } from './access.ts';
import type { RouteContext } from './context.ts';
import { arrayList } from './numbered-list.ts';
import { readChoice } from './read-query.ts';

type OrganisationRoute = (context: RouteContext, organisation: Organisation, address: string) => Answer;

/** A route of an organisation, with its address by id for links; 404 where there is no such organisation. */
export function ofOrganisation(route: OrganisationRoute): (context: RouteContext) => Answer {
  return (context) => {
    const { world, parameters, origin, rest } = context;
    const { org = '' } = parameters;
    const { findById, find } = world.organisations;
    const organisation = org.startsWith(':') ? findById(Number(org.slice(1))) : find(org);
    if (!organisation) return notFound();
    return route(context, organisation, `${origin}/organizations/${organisation.account.id}${rest}`);
  };
}

const owned = ({ world }: RouteContext, login: string) =>
  world.repositories().filter(({ facts }) => facts.owner.login.toLowerCase() === login.toLowerCase());

/** GET /orgs/{org}. */
export const getOrganisation: OrganisationRoute = (context, organisation) =>
  json(200, organisationJson(organisation, owned(context, organisation.account.login).length));

function sortedRepositories(
  { query, version }: RouteContext,
  all: readonly Repository[],
  usual: 'created' | 'full_name',
) {
  const others = ['created', 'updated', 'pushed', 'full_name'] as const;
  const sort = others.find((known) => known === query.get('sort')) ?? usual;
  const direction =
    ['asc', 'desc'].find((known) => known === query.get('direction')) ?? (sort === 'full_name' ? 'asc' : 'desc');
  const key = ({ facts }: Repository) =>
    ({ created: facts.createdAt, updated: facts.updatedAt, pushed: facts.pushedAt, full_name: 0 })[sort];
  const type = query.get('type');
  const isMeant = ({ facts }: Repository) =>
    type === 'private' ? false : type === 'forks' ? facts.fork : type === 'sources' ? !facts.fork : true;
  const ascending = all.filter(isMeant).sort((one, other) => {
    const byName = one.fullName < other.fullName ? -1 : 1;
    return sort === 'full_name' ? byName : key(one) - key(other) || one.id - other.id;
  });
  const rows = direction === 'asc' ? ascending : ascending.reverse();
  return rows.map((repository) => listedRepositoryJson(repository, version));
}

/** GET /orgs/{org}/repos: newest first unless sorted otherwise. */
export const listOrganisationRepositories: OrganisationRoute = (context, { account }, address) =>
  arrayList(context, { address, rows: sortedRepositories(context, owned(context, account.login), 'created') });

/** GET /users/{username}/repos: by name unless sorted otherwise. */
export function listUserRepositories(context: RouteContext): Answer {
  const { world, parameters, origin, rest } = context;
  const { username = '' } = parameters;
  const user = username.startsWith(':') ? world.users.findById(Number(username.slice(1))) : world.users.find(username);
  if (!user) return notFound();
  const rows = sortedRepositories(context, owned(context, user.login), 'full_name');
  return arrayList(context, { address: `${origin}/user/${user.id}${rest}`, rows });
}

/** GET /users/{username}. */
export function getUser({ world, parameters }: RouteContext): Answer {
  const user = world.users.find(parameters.username ?? '');
  return user ? json(200, user) : notFound();
}

function members(context: RouteContext, all: readonly Membership[], address: string): Answer {
  const role = readChoice(context.query, 'role', ['all', 'admin', 'member']);
  const rows = all.filter((member) => role === 'all' || member.role === role).map(({ user }) => user);
  return arrayList(context, { address, rows: rows.sort((one, other) => one.id - other.id) });
}

/** GET /orgs/{org}/members: concealed ones only for those who belong to it. */
export const listMembers: OrganisationRoute = (context, organisation, address) => {
  const isOneOfThem = isInside(context, organisation.account.login);
  if (context.query.get('filter')?.startsWith('2fa')) return refusal(422, 'Only owners can use this filter.');
  const visible = organisation.members().filter(({ isPublic }) => isOneOfThem || isPublic);
  return members(context, visible, address);
};

/** GET /orgs/{org}/public_members. */
export const listPublicMembers: OrganisationRoute = (context, organisation, address) =>
  members(
    context,
    organisation.members().filter(({ isPublic }) => isPublic),
    address,
  );

function notInside(): Answer {
  const headers = { 'x-accepted-github-permissions': 'members=read' };
  return refusal(403, 'Resource not accessible by personal access token', { headers });
}

/** GET /orgs/{org}/teams: only for those who belong to it. */
export const listTeams: OrganisationRoute = (context, organisation, address) => {
  if (!isInside(context, organisation.account.login)) return notInside();
  return arrayList(context, { address, rows: organisation.teams().map((team) => teamJson(organisation, team)) });
};

/** GET /orgs/{org}/teams/{team_slug}/members; a team that the caller cannot see is 404. */
export const listTeamMembers: OrganisationRoute = (context, organisation, address) => {
  const { team_slug: slug, team_id: id } = context.parameters;
  const team = organisation.teams().find((known) => known.slug === slug || String(known.id) === id);
  if (!team || !isInside(context, organisation.account.login)) return notFound();
  return arrayList(context, { address, rows: [...team.members].sort((one, other) => one.id - other.id) });
};
