import { json, notFound, type Answer } from '../http/answer.ts';
import { listedRepositoryJson } from '../json/catalogue-json.ts';
import { organisationJson } from '../json/organisation-json.ts';
import { accountJson } from '../json/account-json.ts';
import type { Organisation } from '../world/organisations.ts';
import type { User } from '../world/user.ts';
import type { Repository } from '../world.ts';
import { maySee } from './access.ts';
import type { RouteContext } from './context.ts';
import { arrayList } from './numbered-list.ts';

export type OrganisationRoute = (context: RouteContext, organisation: Organisation, address: string) => Answer;

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

/** Repositories of an owner that the caller may see. */
function owned(context: RouteContext, login: string): Repository[] {
  const isOwned = ({ facts }: Repository) => facts.owner.login.toLowerCase() === login.toLowerCase();
  return context.world.repositories().filter((repository) => isOwned(repository) && maySee(context, repository));
}

const publicOnly = (repositories: readonly Repository[]) => repositories.filter(({ facts }) => !facts.isPrivate);

/** GET /orgs/{org}. */
export const getOrganisation: OrganisationRoute = (context, organisation) =>
  json(200, organisationJson(organisation, publicOnly(owned(context, organisation.account.login)).length));

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
    type === 'private'
      ? facts.isPrivate
      : type === 'public'
        ? !facts.isPrivate
        : type === 'forks'
          ? facts.fork
          : type === 'sources'
            ? !facts.fork
            : true;
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

/** An account by login or, behind a colon, by id; organisations are accounts, too. */
function findAccount({ world, parameters }: RouteContext): User | null {
  const { username = '' } = parameters;
  return username.startsWith(':') ? world.users.findById(Number(username.slice(1))) : world.users.find(username);
}

/** GET /users/{username}/repos: by name unless sorted otherwise. */
export function listUserRepositories(context: RouteContext): Answer {
  const { origin, rest } = context;
  const user = findAccount(context);
  if (!user) return notFound();
  const rows = sortedRepositories(context, owned(context, user.login), 'full_name');
  return arrayList(context, { address: `${origin}/user/${user.id}${rest}`, rows });
}

/** GET /users/{username} and GET /user/{account_id}. */
export function getUser(context: RouteContext): Answer {
  const user = findAccount(context);
  return user ? json(200, accountJson(user, publicOnly(owned(context, user.login)).length)) : notFound();
}
