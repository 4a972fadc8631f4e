import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import type { RouteContext } from './context.ts';

/** POST /app/installations/{id}/access_tokens: a token that is good for one hour of the world's clock. */
export function createAccessToken({ apps, caller, parameters }: RouteContext): Answer {
  if (caller.kind !== 'app' || caller.appId === null) return refusal(401, 'A JSON web token could not be decoded');
  const installation = apps.findInstallation(caller.appId, { id: Number(parameters.installation_id) });
  if (!installation) return notFound();
  const minted = apps.mint(caller.appId, installation.id);
  const permissions = { metadata: 'read', issues: 'read', pull_requests: 'read', contents: 'read' };
  return json(201, { ...minted, permissions, repository_selection: 'all' }, { identity: null });
}
