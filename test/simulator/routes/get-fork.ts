import { json, notFound, type Answer } from '../http/answer.ts';
import { fullForkJson } from '../json/catalogue-json.ts';
import type { RouteContext } from './context.ts';

/** GET /repositories/{id} of a made-up fork, which is all that there is of it; 404 where it is gone. */
export function getFork({ world, version }: RouteContext, id: number): Answer {
  const found = world.findFork(id);
  return found ? json(200, fullForkJson(found.parent, found.fork, version)) : notFound();
}
