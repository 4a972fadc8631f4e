import { json, type Answer } from '../http/answer.ts';
import { repositoryJson } from '../world/repository-json.ts';
import type { RepositoryContext } from './context.ts';

/** GET /repos/{owner}/{repo}. */
export function getRepository({ repository, version }: RepositoryContext): Answer {
  const { facts } = repository;
  return json(200, repositoryJson(facts, version), { lastModified: Math.max(facts.updatedAt, facts.pushedAt) });
}
