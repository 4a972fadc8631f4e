import { editions } from '../enterprise/editions.ts';
import { json, type Answer } from '../http/answer.ts';
import type { RouteContext } from './context.ts';

/** GET /meta: of an Enterprise Server with its release. */
export function getMeta({ options: { enterprise } }: RouteContext): Answer {
  if (enterprise === undefined)
    return json(200, { verifiable_password_authentication: false, hooks: [], web: [], api: [] });
  return json(200, { verifiable_password_authentication: true, installed_version: editions[enterprise].installed });
}
