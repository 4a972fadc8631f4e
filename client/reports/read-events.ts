import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { jsonRows } from './json-rows.ts';
import { readReport } from './read-report.ts';
import type { ReportFilter } from './report-statement.ts';

/** A window that ends now and begins so many minutes before. */
interface Window {
  now: Date;
  minutes: number;
}

interface TypeCount extends Record<string, unknown> {
  type: string;
  events: number;
}

/** Events by type, the most frequent first. @param window with `repository`, owner/name; null: of all */
export function countEvents(
  db: Db,
  { now, minutes, repository }: Window & { repository: string | null },
): Promise<TypeCount[]> {
  return runSql<TypeCount>(db, 'report/event_counts', { as_of: now, offset_minutes: minutes, repository });
}

interface ActiveRepository extends Record<string, unknown> {
  repository_id: number | string;
  repository: string | null;
  events: number;
  /** Repositories with any, whatever the limit. */
  total_records: number;
}

/** The repositories with the most events, so many of them. */
export function listActiveRepositories(
  db: Db,
  { now, minutes, limit }: Window & { limit: number },
): Promise<ActiveRepository[]> {
  return runSql<ActiveRepository>(db, 'report/active_repositories', {
    as_of: now,
    offset_minutes: minutes,
    limit,
    skip: 0,
  });
}

/** How long it takes from one event of a type, or of a type and action, to the next one. */
export interface EventInterval {
  measure: string;
  type: string;
  action: string | null;
  events: number;
  /** Null below two events. */
  mean_seconds_between: number | null;
  window_from: string;
  window_to: string;
}

type StoredInterval = Omit<EventInterval, 'window_from' | 'window_to'> & { window_from: Date } & Record<
    string,
    unknown
  >;

/** Every interval of a repository in the window that ends at `now`. @param repositoryId GitHub's id */
export async function readEventIntervals(db: Db, repositoryId: string, now: Date): Promise<EventInterval[]> {
  const rows = await runSql<StoredInterval>(db, 'report/intervals_of_repository', {
    repository_id: repositoryId,
    as_of: now,
  });
  return rows.map(({ window_from: from, ...row }) => ({
    ...row,
    window_from: from.toISOString(),
    window_to: now.toISOString(),
  }));
}

/** Whether the feed of the repository or of its owner is read. The public one is a sample: what it does not show may have been. */
async function hasFeed(db: Db, repositoryId: string, owner: string): Promise<boolean> {
  const equal = (column: string, value: string) => ({ column, match: 'equal', type: 'text', value }) as const;
  const isRead = async (filter: ReportFilter) =>
    jsonRows(await readReport(db, 'sync_status', filter)).some(({ complete_through: through }) => through !== null);
  return (
    (await isRead({ subjectIds: [repositoryId], columns: [equal('resource', 'events')] })) ||
    (await isRead({ columns: [equal('resource', 'owner_events'), equal('owner', owner)] }))
  );
}

/**
 * The time between pull requests that were opened.
 *
 * @returns no mean below two of them, and no count where no feed has told of them
 */
export async function pullRequestInterval(
  db: Db,
  { repositoryId, owner }: { repositoryId: string; owner: string },
  now: Date,
) {
  const intervals = await readEventIntervals(db, repositoryId, now);
  const found = intervals.find(
    ({ measure, type, action }) => measure === 'type and action' && type === 'PullRequestEvent' && action === 'opened',
  );
  const none = async () => ((await hasFeed(db, repositoryId, owner)) ? 0 : null);
  return {
    pull_requests: found?.events ?? (await none()),
    mean_seconds_between: found?.mean_seconds_between ?? null,
    window_from: found?.window_from ?? null,
    window_to: now.toISOString(),
  };
}
