import { notFound, type Answer } from '../http/answer.ts';
import { maySee } from './access.ts';
import type { RepositoryContext, RouteContext } from './context.ts';
import { getFork } from './get-fork.ts';
import { movedTo } from './moved-to.ts';
import { blocked, needsSignOn, notPermitted } from './refusals.ts';
import { otherRoutes, repositoryRoutes } from './routes.ts';

export interface Route {
  /** As documented, by name, whichever form was used; for an unknown path the method and the path. */
  name: string;
  answer: (context: Omit<RouteContext, 'parameters' | 'rest'>) => Answer;
}

const compiled = (routes: Record<string, unknown>) =>
  Object.keys(routes).map((name) => ({ name, parts: name.split('/') }));
const compiledRepositoryRoutes = compiled(repositoryRoutes);
const compiledOtherRoutes = compiled(otherRoutes);

/** The route of a method and a path without query. Unknown ones answer 404. HEAD is a GET without its body. */
export function findRoute(given: string, path: string): Route {
  const method = given === 'HEAD' ? 'GET' : given;
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const named = byId ? `/repos/:id/${byId[1]}${byId[2] ?? ''}` : path;
  const found = match(compiledRepositoryRoutes, method, named);
  if (found) {
    const handler = repositoryRoutes[found.name] ?? notFound;
    const rest = below(path, byId ? 3 : 4);
    return {
      name: found.name,
      answer: (context) => throughRepository({ ...context, ...found, rest }, byId?.[1], handler),
    };
  }
  // Owners by id are asked for with a colon, which no login has.
  const owned = path.replace(/^\/organizations\/(\d+)/, '/orgs/:$1').replace(/^\/user\/(\d+)/, '/users/:$1');
  const other = match(compiledOtherRoutes, method, owned);
  if (!other) return { name: `${method} ${path}`, answer: notFound };
  const handler = otherRoutes[other.name] ?? notFound;
  const { parameters } = other;
  return { name: other.name, answer: (context) => handler({ ...context, parameters, rest: below(path, 3) }) };
}

/** What follows the first parts of a path, with its slash. */
function below(path: string, parts: number): string {
  const rest = path.split('/').slice(parts);
  return rest.length ? `/${rest.join('/')}` : '';
}

function match(routes: { name: string; parts: string[] }[], method: string, path: string) {
  const parts = `${method} ${path}`.split('/');
  for (const route of routes) {
    const parameters = readParameters(route.parts, parts);
    if (parameters) return { name: route.name, parameters };
  }
  return null;
}

function readParameters(wanted: string[], parts: string[]): Record<string, string> | null {
  if (wanted.length !== parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const given = parts[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== given) return null;
    } else if (given === '') return null;
    else parameters[part.slice(1, -1)] = given;
  }
  return parameters;
}

/** What every repository route has in common: not there, moved, blocked, not permitted. */
function throughRepository(
  context: RouteContext & { name: string },
  id: string | undefined,
  handler: (context: RepositoryContext) => Answer,
): Answer {
  const { world, parameters, origin, caller, name, rest } = context;
  const named = id === undefined ? world.findByName(`${parameters.owner}/${parameters.repo}`) : null;
  const repository = id === undefined ? named?.repository : world.findById(Number(id));
  if (!repository) return id !== undefined && rest === '' ? getFork(context, Number(id)) : notFound();
  if (!maySee(context, repository)) return notFound();
  const barrier = world.barrier(repository.id);
  if (barrier) return blocked(barrier);
  const address = `${origin}/repositories/${repository.id}${rest}`;
  if (named?.moved) {
    const query = context.query.toString();
    return movedTo(query ? `${address}?${query}` : address);
  }
  if (caller.kind !== 'anonymous' && world.needsSignOn(repository.facts.owner.login)) return needsSignOn(repository);
  if (world.isForbidden(repository.id, name)) return notPermitted(name, caller.kind === 'installation');
  return handler({ ...context, repository, address });
}
