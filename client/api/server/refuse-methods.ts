import type { FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';
import { Problem } from '../problem.ts';
import { answerFailure } from './handle-errors.ts';

/** `/a/:b.csv` as an expression that takes what the route takes. */
function patternOf(url: string): RegExp {
  const source = url
    .split(/(:\w+(?:\([^)]*\))?|\*)/)
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}/?$`);
}

/** Answers what no route takes: 405 with what the address does take, else 404. Routes must be added after this. */
export function refuseUnknownRoutes(api: Api): void {
  const methods = new Map<string, Set<string>>();
  api.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  let patterns: [RegExp, Set<string>][] | undefined;
  function problemOf({ url, method }: FastifyRequest): Problem {
    patterns ??= [...methods]
      .filter(([known]) => known !== '*' && known !== '/*')
      .map(([known, taken]) => [patternOf(known), taken]);
    const path = url.split('?')[0]!;
    const allowed = [...new Set(patterns.filter(([pattern]) => pattern.test(path)).flatMap(([, taken]) => [...taken]))];
    if (allowed.length === 0 || allowed.includes(method)) {
      return new Problem('not_found', 'There is nothing at this address; /api/docs shows what there is.');
    }
    return new Problem('method_not_allowed', `This address takes ${allowed.join(', ')}.`, {
      allow: allowed.join(', '),
    });
  }

  // Before anything looks at a body that nobody wants.
  api.addHook('onRequest', (request, _reply, done) => done(request.is404 ? problemOf(request) : undefined));
  api.setNotFoundHandler((request, reply) => answerFailure(problemOf(request), request, reply));
}
