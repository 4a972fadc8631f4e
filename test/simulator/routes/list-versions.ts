import { json, type Answer } from '../http/answer.ts';
import { supportedVersions } from '../http/api-version.ts';
import type { RouteContext } from './context.ts';

/** GET /versions. */
export function listVersions({ options }: RouteContext): Answer {
  return json(200, supportedVersions(options));
}
