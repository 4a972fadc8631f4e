import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import type { Subject } from '../github/subject.ts';
import type { KeptResource } from '../../workflows/contract.ts';

/** Where the reading of a feed stands. */
export interface FeedRow {
  path: string;
  /** Looks that have found something. */
  polls: number;
  /** GitHub's X-Poll-Interval, in seconds. */
  pollSeconds: number;
  /** Ids that earlier looks have shown. */
  seenIds: ReadonlySet<string>;
  newestAt: string | null;
  /** It was looked at before. */
  isKnown: boolean;
  /** So long ago that events may have come and gone since. */
  isOutlived: boolean;
  /** All pages are to be read, also behind an event that is known. */
  isWholeDue: boolean;
  /** Until GitHub wants to be asked again, in milliseconds, and the same as an instant. */
  waitMs: number;
  waitUntil: string | null;
  estimator: string | null;
  estimate: unknown;
}

interface Columns extends Record<string, unknown> {
  path: string;
  polls: number;
  poll_seconds: number;
  seen_ids: string[];
  newest_at: string | null;
  is_known: boolean;
  is_outlived: boolean;
  is_whole_due: boolean;
  wait_ms: number | null;
  wait_until: string | null;
  estimator: string | null;
  estimate: unknown;
}

/** Opens the row of a feed that is read from now on. */
export async function openFeed(
  db: Db,
  { kind, id }: Pick<Subject, 'kind' | 'id'>,
  { resource, path }: { resource: KeptResource; path: string },
): Promise<void> {
  await runSql(db, 'sync/open_feed', { subject_kind: kind, subject_id: id, resource, path });
}

/** @returns null where the feed was never read */
export async function readFeedRow(
  db: Db,
  key: { subject_id: string; resource: KeptResource },
): Promise<FeedRow | null> {
  const [row] = await runSql<Columns>(db, 'sync/read_feed', key);
  if (!row) return null;
  return {
    path: row.path,
    polls: row.polls,
    pollSeconds: row.poll_seconds,
    seenIds: new Set(row.seen_ids),
    newestAt: row.newest_at,
    isKnown: row.is_known,
    isOutlived: row.is_outlived,
    isWholeDue: row.is_whole_due,
    waitMs: row.wait_ms ?? 0,
    waitUntil: row.wait_until,
    estimator: row.estimator,
    estimate: row.estimate,
  };
}
