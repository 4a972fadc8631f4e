import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Changes } from '../../store/stage-body.ts';
import type { Place } from './walk.ts';

interface Advance extends Changes {
  db: PoolClient;
  repositoryId: string;
  resource: string;
  windowKey: string;
  place: Place;
  expectedStep: number;
  requests: number;
  githubTotal: number | null;
}

/**
 * Moves the stored cursor past a page, in that page's transaction.
 *
 * @returns rows stored so far
 * @throws Error when another worker has moved this walk on: then this one's transaction must not count
 */
export async function advanceWalk({ db, repositoryId, resource, place, ...step }: Advance): Promise<number> {
  const [row] = await runSql<{ rows_stored: number }>(db, 'sync/advance_walk', {
    repository_id: repositoryId,
    resource,
    window_key: step.windowKey,
    position: place.position,
    next_url: place.nextUrl,
    second_page: place.secondPage,
    second_pass: place.secondPass,
    second_changed: place.secondChanged,
    expected_step: step.expectedStep,
    requests: step.requests,
    inserted: step.inserted,
    updated: step.updated,
    github_total: step.githubTotal,
  });
  if (!row) throw new Error('Another worker has taken over this walk.');
  return row.rows_stored;
}
