import { refusal, notFound, type Answer } from '../http/answer.ts';
import type { RepositoryContext, RouteContext } from './context.ts';
import { createAccessToken } from './create-access-token.ts';
import { getContributorStats } from './get-contributor-stats.ts';
import { getInstallation, getIssue } from './get-issue.ts';
import { getRateLimit } from './get-rate-limit.ts';
import { getRepository } from './get-repository.ts';
import { listIssues } from './list-issues.ts';
import { movedTo } from './moved-to.ts';

/** Routes below a repository; each is reached by name and by id. */
const repositoryRoutes: Record<string, (context: RepositoryContext) => Answer> = {
  'GET /repos/{owner}/{repo}': getRepository,
  'GET /repos/{owner}/{repo}/issues': listIssues,
  'GET /repos/{owner}/{repo}/issues/{issue_number}': getIssue,
  'GET /repos/{owner}/{repo}/stats/contributors': getContributorStats,
  'GET /repos/{owner}/{repo}/installation': getInstallation,
};

const otherRoutes: Record<string, (context: RouteContext) => Answer> = {
  'GET /rate_limit': getRateLimit,
  'POST /app/installations/{installation_id}/access_tokens': createAccessToken,
};

export interface Route {
  /** As documented, by name, whichever form was used; for an unknown path the method and the path. */
  name: string;
  answer: (context: Omit<RouteContext, 'parameters'>) => Answer;
}

const compiled = (routes: Record<string, unknown>) =>
  Object.keys(routes).map((name) => ({ name, parts: name.split('/') }));
const compiledRepositoryRoutes = compiled(repositoryRoutes);
const compiledOtherRoutes = compiled(otherRoutes);

/** The route of a method and a path without query. Unknown ones answer 404. */
export function findRoute(method: string, path: string): Route {
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const named = byId ? `/repos/:id/${byId[1]}${byId[2] ?? ''}` : path;
  const found = match(compiledRepositoryRoutes, method, named);
  if (found) {
    const handler = repositoryRoutes[found.name] ?? notFound;
    const rest = path.split('/').slice(byId ? 3 : 4);
    return {
      name: found.name,
      answer: (context) => throughRepository({ ...context, ...found }, byId?.[1], rest, handler),
    };
  }
  const other = match(compiledOtherRoutes, method, path);
  if (!other) return { name: `${method} ${path}`, answer: notFound };
  const handler = otherRoutes[other.name] ?? notFound;
  return { name: other.name, answer: (context) => handler({ ...context, parameters: other.parameters }) };
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
  rest: string[],
  handler: (context: RepositoryContext) => Answer,
): Answer {
  const { world, parameters, origin, caller, name } = context;
  const named = id === undefined ? world.findByName(`${parameters.owner}/${parameters.repo}`) : null;
  const repository = id === undefined ? named?.repository : world.findById(Number(id));
  if (!repository) return notFound();
  const barrier = world.barrier(repository.id);
  if (barrier) return blocked(barrier);
  if (named?.moved) {
    const query = context.query.toString();
    const below = rest.length ? `/${rest.join('/')}` : '';
    return movedTo(`${origin}/repositories/${repository.id}${below}${query ? `?${query}` : ''}`);
  }
  if (world.isForbidden(repository.id, name)) return notPermitted(name, caller.kind === 'installation');
  return handler({ ...context, repository });
}

function blocked({ kind, since }: { kind: 'dmca' | 'tos'; since: string }): Answer {
  const url = kind === 'dmca' ? 'https://github.com/github/dmca' : 'https://github.com/tos';
  const body = { block: { reason: kind, created_at: since, html_url: url } };
  return refusal(kind === 'dmca' ? 451 : 403, 'Repository access blocked', { body });
}

function notPermitted(route: string, isApp: boolean): Answer {
  const needed = /\/issues/.test(route) ? 'issues=read' : /\/stats/.test(route) ? 'contents=read' : 'metadata=read';
  const holder = isApp ? 'integration' : 'personal access token';
  return refusal(403, `Resource not accessible by ${holder}`, { headers: { 'x-accepted-github-permissions': needed } });
}
