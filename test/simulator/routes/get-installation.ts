import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import type { User } from '../world/user.ts';
import type { RepositoryContext, RouteContext } from './context.ts';

const noJwt = () => refusal(401, 'A JSON web token could not be decoded');

function installationJson(caller: RouteContext['caller'], account: User, id: number) {
  const permissions = { metadata: 'read', issues: 'read', pull_requests: 'read', contents: 'read' };
  const common = { account, app_id: Number(caller.appId), target_type: 'Organization', repository_selection: 'all' };
  return { id, ...common, permissions, events: [], suspended_at: null };
}

function installationOf({ caller, apps }: RouteContext, account: User | null): Answer {
  if (caller.kind !== 'app' || caller.appId === null) return noJwt();
  const installation = account && apps.findInstallation(caller.appId, { account: account.login });
  return account && installation ? json(200, installationJson(caller, account, installation.id)) : notFound();
}

/** GET …/repos/{owner}/{repo}/installation, for an App's JWT. */
export const getInstallation = (context: RepositoryContext): Answer =>
  installationOf(context, context.repository.facts.owner);

/** GET /users/{username}/installation: organisations answer here, too. */
export const getUserInstallation = (context: RouteContext): Answer =>
  installationOf(context, context.world.users.find(context.parameters.username ?? '') ?? null);

/** GET /app/installations. */
export function listInstallations({ caller, apps, world }: RouteContext): Answer {
  if (caller.kind !== 'app' || caller.appId === null) return noJwt();
  const rows = apps.installationsOf(caller.appId).flatMap(({ id, account: login }) => {
    const account = world.users.find(login);
    return account ? [installationJson(caller, account, id)] : [];
  });
  return json(200, rows);
}
