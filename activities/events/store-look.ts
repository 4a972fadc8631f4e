import type { PoolClient } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import type { Stage } from '../store/stage-body.ts';
import { storePage } from '../store/store-page.ts';
import type { Slice } from '../sync/slice/slice.ts';
import { completenessOf } from './completeness.ts';
import type { FeedRow } from './feed-row.ts';
import { hourOfWeek } from './polling/hour-of-week.ts';
import type { HourOfWeek } from './polling/hour-of-week.ts';
import { nextPollMs } from './polling/next-poll.ts';
import type { FeedEntry, FeedPages } from './read-feed.ts';

/** How an answer of a feed becomes rows; people are found by the statement itself. */
const stage: Stage = { file: 'stage/events', accounts: [], form: 'list' };

/** What a look has come to. */
export interface StoredLook {
  /** The number of the last look that found something. */
  poll: number;
  rows: number;
  nextPollMs: number;
}

interface LookToStore {
  slice: Slice;
  feed: FeedRow;
  /** The newest look that the workflow has heard of. */
  heardPoll: number | null;
}

/** The present estimator's state; what another one has left means nothing to it. */
function estimateOf(feed: FeedRow, from: number): HourOfWeek {
  return feed.estimator === hourOfWeek.name && feed.estimate ? (feed.estimate as HourOfWeek) : hourOfWeek.open(from);
}

/** What people are told of a feed that is well. */
export const noteOf = ({ kind }: Slice['subject']): string | null =>
  kind === 'public' ? 'A sample of what is public: GitHub shows less than a fifth of some kinds.' : null;

/**
 * Stores what a look has shown: each page that has something new with its answer, and with the last of them how far the feed is read,
 * the ETag, and when to look again. Killed before that, everything is asked once more, and no row is stored twice.
 */
export async function storeLook({ slice, feed, heardPoll }: LookToStore, read: FeedPages): Promise<StoredLook> {
  const { key, input, target, subject } = slice;
  const shown = distinct(read.pages.flatMap(({ entries }) => entries));
  const found = shown.filter(({ id }) => !feed.seenIds.has(id));
  const isNew = new Set(found.map(({ id }) => id));
  const answeredAt = read.pages[0]!.page.answer.date;
  const completeness = completenessOf({ feed, shown, read, answeredAt, isSample: subject.kind === 'public' });
  const times = found.flatMap(({ at }) => at ?? []);
  // A first look begins with what it shows: of a sample, and of a busy feed, some minutes.
  const before = estimateOf(feed, completeness.beginAt ?? Math.min(answeredAt, ...times));
  const estimate = hourOfWeek.observe(before, answeredAt, times);
  const leastMs = read.pollSeconds * 1000;
  const waitMs = nextPollMs(hourOfWeek, estimate, answeredAt, { leastMs, mostMs: Math.max(leastMs, input.everyMs) });
  await makePartitions(slice, found);

  const finish = async (db: PoolClient): Promise<StoredLook> => {
    const [row] = await runSql<{ polls: number; rows_stored: number }>(db, 'sync/finish_feed', {
      ...key,
      answered_at: new Date(answeredAt).toISOString(),
      is_whole: read.isWhole,
      poll_seconds: read.pollSeconds,
      seen_ids: shown.map(({ id }) => id),
      newest_at: isoOf(newest(shown)),
      repository_ids: [...new Set(found.flatMap(({ repositoryId }) => repositoryId ?? []))],
      heard_poll: heardPoll ?? 0,
      estimator: hourOfWeek.name,
      estimate: JSON.stringify(estimate),
      begin_at: isoOf(completeness.beginAt),
      since: completeness.gap?.since ?? null,
      until: isoOf(completeness.gap?.until ?? null),
      is_sample: subject.kind === 'public',
      found: found.length,
      note: noteOf(subject),
      wait_seconds: waitMs / 1000,
      etag: read.etag,
      etag_key: read.etagKey,
      pages: read.pages.length,
      requests: slice.takeRequests(),
    });
    if (!row) throw new Error(`${subject.name} has no row of its feed.`);
    return { poll: row.polls, rows: row.rows_stored, nextPollMs: waitMs };
  };

  // The oldest first, so that what was killed in between leaves no hole behind a newer event.
  const toStore = read.pages.filter(({ entries }) => entries.some(({ id }) => isNew.has(id))).reverse();
  const last = toStore.pop();
  for (const { page } of toStore) await storePage(target, { stage, page }, () => Promise.resolve());
  if (last) return storePage(target, { stage, page: last.page }, finish);
  return inTransaction(slice.deps.db, finish);
}

/** 304: nothing is stored but when to look again, as seldom as the silence says. */
export async function storeUnchanged(
  { slice, feed }: Pick<LookToStore, 'slice' | 'feed'>,
  { answeredAt, pollSeconds }: { answeredAt: number; pollSeconds: number },
): Promise<StoredLook> {
  const { key, input, deps, subject } = slice;
  const leastMs = pollSeconds * 1000;
  const estimate = hourOfWeek.observe(estimateOf(feed, answeredAt), answeredAt, []);
  const waitMs = nextPollMs(hourOfWeek, estimate, answeredAt, { leastMs, mostMs: Math.max(leastMs, input.everyMs) });
  const [row] = await runSql<{ polls: number; rows_stored: number }>(deps.db, 'sync/feed_unchanged', {
    ...key,
    answered_at: new Date(answeredAt).toISOString(),
    poll_seconds: pollSeconds,
    is_sample: subject.kind === 'public',
    note: noteOf(subject),
    wait_seconds: waitMs / 1000,
    requests: slice.takeRequests(),
  });
  if (!row) throw new Error(`${subject.name} has no row of its feed.`);
  return { poll: row.polls, rows: row.rows_stored, nextPollMs: waitMs };
}

/** Apart from the transaction of the rows, which others would wait for. */
async function makePartitions({ deps }: Slice, found: FeedEntry[]): Promise<void> {
  const days = [...new Set(found.flatMap(({ at }) => (at === null ? [] : new Date(at).toISOString().slice(0, 10))))];
  if (days.length > 0) await runSql(deps.db, 'sync/ensure_event_partitions', { days });
}

function distinct(entries: FeedEntry[]): FeedEntry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

function newest(entries: FeedEntry[]): number | null {
  return entries.reduce<number | null>(
    (last, { at }) => (at !== null && (last === null || at > last) ? at : last),
    null,
  );
}

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());
