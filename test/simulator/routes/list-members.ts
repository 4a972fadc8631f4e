import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import { membershipJson } from '../json/people-json.ts';
import type { Membership, Organisation } from '../world/organisations.ts';
import type { User } from '../world/user.ts';
import { isInside } from './access.ts';
import type { RouteContext } from './context.ts';
import type { OrganisationRoute } from './list-organisation.ts';
import { arrayList } from './numbered-list.ts';
import { readChoice } from './read-query.ts';

const noContent: Answer = { status: 204, body: '', identity: null };

function people(context: RouteContext, users: readonly User[], address: string): Answer {
  return arrayList(context, { address, rows: [...users].sort((one, other) => one.id - other.id) });
}

const publicOnes = (organisation: Organisation): Membership[] =>
  organisation.members().filter(({ isPublic }) => isPublic);

/** GET /orgs/{org}/members: concealed ones only for those who belong to it; to others `role` means nothing. */
export const listMembers: OrganisationRoute = (context, organisation, address) => {
  if (context.query.get('filter')?.startsWith('2fa')) return refusal(422, 'Only owners can use this filter.');
  if (!isInside(context, organisation.account.login)) return listPublicMembers(context, organisation, address);
  const wanted = readChoice(context.query, 'role', ['all', 'admin', 'member']);
  const meant = organisation.members().filter(({ role }) => wanted === 'all' || role === wanted);
  const users = meant.map(({ user }) => user);
  return people(context, users, address);
};

/** GET /orgs/{org}/public_members. */
export const listPublicMembers: OrganisationRoute = (context, organisation, address) => {
  const users = publicOnes(organisation).map(({ user }) => user);
  return people(context, users, address);
};

const named = ({ parameters }: RouteContext) => parameters.username ?? '';

/** GET /orgs/{org}/members/{username}: others are sent to the public ones. */
export const checkMember: OrganisationRoute = (context, organisation) => {
  const { login } = organisation.account;
  if (isInside(context, login)) return organisation.member(named(context)) ? noContent : notFound();
  const location = `${context.origin}/orgs/${login}/public_members/${named(context)}`;
  return { status: 302, body: '', identity: null, headers: { location } };
};

/** GET /orgs/{org}/public_members/{username}. */
export const checkPublicMember: OrganisationRoute = (context, organisation) =>
  organisation.member(named(context))?.isPublic ? noContent : notFound();

/** GET /orgs/{org}/memberships/{username}: only for those who belong to it. */
export const getMembership: OrganisationRoute = (context, organisation) => {
  const { login } = organisation.account;
  if (context.caller.kind === 'anonymous') return refusal(401, 'Requires authentication');
  if (!isInside(context, login)) {
    return refusal(403, `You must be a member of ${login} to see membership information for ${named(context)}.`);
  }
  const membership = organisation.member(named(context));
  return membership ? json(200, membershipJson(organisation, membership)) : notFound();
};

/** 403 to who does not belong to the organisation. */
export function notInside({ caller }: RouteContext): Answer {
  const holder = caller.kind === 'installation' ? 'integration' : 'personal access token';
  const headers = { 'x-accepted-github-permissions': 'members=read' };
  return refusal(403, `Resource not accessible by ${holder}`, { headers });
}

/** GET /orgs/{org}/outside_collaborators: only for those who belong to it. */
export const listOutsideCollaborators: OrganisationRoute = (context, organisation, address) => {
  if (!isInside(context, organisation.account.login)) return notInside(context);
  return people(context, organisation.outsideCollaborators(), address);
};
