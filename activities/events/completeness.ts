import type { FeedRow } from './feed-row.ts';
import type { FeedEntry, FeedPages } from './read-feed.ts';

/** How a look fits to the one before. */
export interface Completeness {
  /** Where the feed begins, as the first look has shown it; null: there was one before. */
  beginAt: number | null;
  /** What neither look has shown. */
  gap: { since: string; until: number } | null;
}

interface Looked {
  feed: Pick<FeedRow, 'isKnown' | 'isOutlived' | 'seenIds' | 'newestAt'>;
  /** Everything that the look has shown. */
  shown: readonly FeedEntry[];
  read: Pick<FeedPages, 'isAtEnd'>;
  answeredAt: number;
  /** The public feed: something is always missing, and nobody can say what. */
  isSample: boolean;
}

/** GitHub shows so many events of a feed, and for so long ("Events"). */
const mostShown = 300;
const shownMs = 30 * 24 * 3_600_000;

/**
 * A look fits where it shows an event that the one before has shown, or all that there is: fewer events than a feed may hold, and none
 * of them had time to leave it.
 */
export function completenessOf({ feed, shown, read, answeredAt, isSample }: Looked): Completeness {
  if (isSample) return { beginAt: null, gap: null };
  const isAll = read.isAtEnd && shown.length < mostShown;
  const oldest = shown.reduce((first, { at }) => (at === null ? first : Math.min(first, at)), answeredAt);
  if (!feed.isKnown) return { beginAt: isAll ? answeredAt - shownMs : oldest, gap: null };
  const meetsKnown = shown.some(({ id }) => feed.seenIds.has(id));
  if (meetsKnown || (isAll && !feed.isOutlived) || feed.newestAt === null) return { beginAt: null, gap: null };
  return { beginAt: null, gap: { since: feed.newestAt, until: Math.max(oldest, Date.parse(feed.newestAt)) } };
}
