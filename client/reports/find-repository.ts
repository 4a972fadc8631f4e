import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';

/** A repository of which something is stored. */
export interface FoundRepository extends Record<string, unknown> {
  /** GitHub's id. */
  repository_id: string;
  /** As GitHub writes it. */
  repository: string;
}

/**
 * Finds a repository by its name, in any case.
 *
 * @param repository `owner/name`
 * @returns none where nothing is stored; two where one that is gone has left its name to another, the present one first
 */
export function findRepository(db: Db, repository: string): Promise<FoundRepository[]> {
  const [owner, name] = repository.split('/');
  return runSql<FoundRepository>(db, 'report/find_repositories', { owner, name });
}
