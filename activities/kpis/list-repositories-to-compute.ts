import { ApplicationFailure } from '@temporalio/common';
import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { RepositoryId } from './computation.ts';
import { families, familiesJson } from './families.ts';

export interface ListRepositoriesInput {
  /** `owner/name` of each; empty: all whose tables are behind. */
  repositories: string[];
  /** With none named: every repository, behind or not. */
  all: boolean;
  /** YYYY-MM-DD, UTC. */
  asOf: string;
}

export interface RepositoryToCompute {
  repositoryId: RepositoryId;
  /** `owner/name` as GitHub spells it. */
  repository: string;
}

type RepositoryRow = { repository_id: RepositoryId; repository: string };

/**
 * The repositories that a computation is for.
 *
 * @throws ApplicationFailure `UnknownRepository`, not to be retried, naming every repository that is not in the database
 */
export async function listRepositoriesToCompute(
  pool: Pool,
  { repositories, all, asOf }: ListRepositoriesInput,
): Promise<RepositoryToCompute[]> {
  if (repositories.length > 0) return findNamed(pool, repositories);
  const rows = await runSql<RepositoryRow>(pool, 'kpi/refresh/repositories_to_compute', {
    all,
    as_of: asOf,
    families: familiesJson(families),
  });
  return rows.map(toRepository);
}

async function findNamed(pool: Pool, repositories: string[]): Promise<RepositoryToCompute[]> {
  const rows = await runSql<{ name: string; repository_id: RepositoryId | null; repository: string | null }>(
    pool,
    'kpi/refresh/find_repositories',
    { repositories },
  );
  const unknown = rows.filter(({ repository_id }) => repository_id === null).map(({ name }) => name);
  if (unknown.length > 0) {
    const [first] = unknown;
    const be = unknown.length === 1 ? 'is' : 'are';
    throw ApplicationFailure.nonRetryable(
      `${unknown.join(', ')} ${be} not in this database: add it with \`repometer repos add ${first}\` and wait for its first answer.`,
      'UnknownRepository',
    );
  }
  const found = rows.map((row) => toRepository(row as RepositoryRow));
  return [...new Map(found.map((one) => [one.repositoryId, one])).values()];
}

const toRepository = (row: RepositoryRow): RepositoryToCompute => ({
  repositoryId: row.repository_id,
  repository: row.repository,
});
