import type { Db } from '../../sql/query.ts';
import { findRepository } from './find-repository.ts';
import { ListRefusal } from './lists/list-refusal.ts';
import { readReport } from './read-report.ts';

const unknown = (repository: string) => new ListRefusal('unknown repository', `Nothing is stored of ${repository}.`);

/**
 * The ids of the repositories of that name.
 *
 * @param repository `owner/name`
 * @throws ListRefusal where nothing is stored of it
 */
export async function requireRepository(db: Db, repository: string): Promise<string[]> {
  const found = await findRepository(db, repository);
  if (found.length === 0) throw unknown(repository);
  return found.map(({ repository_id: id }) => id);
}

/** Views that tell also of repositories that GitHub has not described: of loops that have just begun, and of feeds of events. */
const tellOfOthers = ['loops', 'sync_status', 'event_counts_hourly'];

/**
 * Refuses a name of which nothing at all is known: an answer without rows would say that there is nothing to tell of it.
 *
 * @param repository `owner/name`
 * @throws ListRefusal
 */
export async function requireKnown(db: Db, repository: string): Promise<void> {
  if ((await findRepository(db, repository)).length > 0) return;
  for (const view of tellOfOthers) {
    const { rows } = await readReport(db, view, { repository }, { limit: 1 });
    if (rows.length > 0) return;
  }
  throw unknown(repository);
}
