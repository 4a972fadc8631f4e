import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { RepositoryId } from './computation.ts';
import { families } from './families.ts';
import { readStates } from './read-states.ts';

/**
 * Whether a computation of a repository would find anything that its rows have made due: marks that nobody has taken, months that
 * wait, or a source that has become whole, or is no more. That a day has passed, or a definition has changed, is for the daily run.
 */
export async function isTouched(db: Pool, repositoryId: RepositoryId): Promise<boolean> {
  const [found] = await runSql<{ has_marks: boolean }>(db, 'kpi/refresh/has_marks', { repository_id: repositoryId });
  if (found?.has_marks) return true;
  const states = await readStates(db, families, [repositoryId]);
  return states.some(
    ({ has_due, as_of, source_is_whole, source_was_whole }) =>
      has_due || (as_of !== null && source_is_whole !== source_was_whole),
  );
}
