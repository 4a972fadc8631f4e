import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import type { Audience } from '../world/audience.ts';
import { toInstant } from '../world/instant.ts';
import { starHistory } from '../world/star-history.ts';
import { mayLookInside } from './access.ts';
import type { RepositoryContext } from './context.ts';
import { arrayList } from './numbered-list.ts';

/** From this day on the lists of stargazers and watchers are closed to strangers. */
const closedSince = Date.UTC(2026, 6, 20);

/** What a stranger is answered where the lists are closed; null: they are open to this caller. */
function refusedToStrangers(context: RepositoryContext, topic: 'starring' | 'watching'): Answer | null {
  const { repository, world, caller, options } = context;
  const areClosed = repository.facts.areStarsClosed ?? world.clock().getTime() >= closedSince;
  if (!areClosed || mayLookInside(context)) return null;
  if (caller.kind === 'anonymous') return refusal(401, 'Requires authentication');
  const answer = options.closedStars ?? 404;
  if (answer === 'empty') return json(200, []);
  const url = `https://docs.github.com/rest/activity/${topic}`;
  return answer === 404 ? notFound() : refusal(403, 'Must have push access to view this list', { url });
}

function listAudience(context: RepositoryContext, audience: Audience, isStarred: boolean): Answer {
  const { address, accept } = context;
  const withDates = isStarred && /\bstar\+json\b/.test(accept);
  const rows = audience.all().map(({ user, at }) => (withDates ? { starred_at: toInstant(at), user } : user));
  return arrayList(context, { address, rows, refusedFrom: { row: 40_000 } });
}

/** GET …/stargazers, oldest first; with dates where `application/vnd.github.star+json` is asked for. */
export function listStargazers(context: RepositoryContext): Answer {
  return refusedToStrangers(context, 'starring') ?? listAudience(context, context.repository.stars, true);
}

/** GET …/subscribers. */
export function listSubscribers(context: RepositoryContext): Answer {
  return refusedToStrangers(context, 'watching') ?? listAudience(context, context.repository.subscribers, false);
}

/** GET …/stargazers/count: open to all. */
export function countStargazers({ repository }: RepositoryContext): Answer {
  return json(200, { count: repository.stars.count() });
}

/** GET …/stargazers/history: stars that are left by week of Sunday 00:00 UTC, newest week first; open to all. */
export function listStarHistory(context: RepositoryContext): Answer {
  const { repository, world, address } = context;
  const rows = starHistory(repository.stars, world.clock().getTime());
  const perPage = { usual: 30, most: 30 };
  const pages = Number.parseInt(context.query.get('page') ?? '1', 10);
  if (pages > 100) return refusal(422, 'Pagination is limited to 100 pages');
  return arrayList(context, { address, rows, perPage });
}
