import type { Repository } from '../world.ts';
import type { RepositoryContext, RouteContext } from './context.ts';

/** Whether the caller belongs to an organisation: as a member, or as an App that is installed there. */
export function isInside({ caller, world }: RouteContext, owner: string): boolean {
  if (caller.kind === 'installation') return caller.account?.toLowerCase() === owner.toLowerCase();
  return world.organisations.find(owner)?.isMember(caller.login) ?? false;
}

/** Whether the caller may see what only members and collaborators of a repository see. */
export function mayLookInside(context: RepositoryContext): boolean {
  const { repository, caller } = context;
  const { owner, collaborators } = repository.facts;
  if (caller.login !== null && (caller.login === owner.login || collaborators.includes(caller.login))) return true;
  return isInside(context, owner.login);
}

/** Whether the caller may know of a repository at all. */
export function maySee(context: RouteContext, { facts }: Repository): boolean {
  if (!facts.isPrivate || context.caller.login === facts.owner.login) return true;
  return isInside(context, facts.owner.login);
}
