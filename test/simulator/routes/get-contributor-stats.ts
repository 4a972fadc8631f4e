import { json, type Answer } from '../http/answer.ts';
import type { RepositoryContext } from './context.ts';

/** GET …/stats/contributors: 202 for a while after each push, 204 without a commit, then at most a hundred people. */
export function getContributorStats({ repository, options, statsCache, world }: RepositoryContext): Answer {
  if (repository.stats.isEmpty()) return { status: 204, body: '', identity: null };
  const calls = repository.facts.statsPendingCalls ?? options.statsPendingCalls ?? 1;
  if (statsCache(repository, calls)) return { status: 202, body: '{}', identity: null };
  return json(200, repository.stats.answer(world.clock().getTime()));
}
